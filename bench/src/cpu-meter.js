import process from 'node:process'

/**
 * Loaded before a target (`node --import`): sends the used processor time of the process on a request by IPC. Plain
 * JavaScript: what Node loads to read TypeScript would count as the target's memory, 20 MB that it does not have by itself.
 */
process.on('message', (message) => {
  if (message !== 'cpu') return
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() })
})
// The meter must neither keep a process running nor end it.
process.channel?.unref()

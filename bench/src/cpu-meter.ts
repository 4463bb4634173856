import process from 'node:process'

/** Loaded before a target (`node --import`): sends the used processor time of the process on a request by IPC. */
process.on('message', (message) => {
  if (message !== 'cpu') return
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() })
})
// The meter must neither keep a process running nor end it.
process.channel?.unref()

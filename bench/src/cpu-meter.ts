import process from 'node:process'

/** Loaded before a target (`node --import`): tells the processor time that the process has used, when asked by IPC. */
process.on('message', (message) => {
  if (message !== 'cpu') return
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() })
})
// The meter alone must not keep a process alive, nor end it.
process.channel?.unref()

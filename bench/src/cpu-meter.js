import cluster from 'node:cluster'
import process from 'node:process'

/**
 * Loaded before a target (`node --import`): sends the used processor time of the process, and of those that it has started to
 * serve the same port, on a request by IPC. Plain JavaScript: what Node loads to read TypeScript would count as the target's
 * memory, 20 MB that it does not have by itself.
 */

const own = () => {
  const { user, system } = process.cpuUsage()
  return { cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() }
}

const ofWorker = (worker) =>
  new Promise((resolve) => {
    worker.once('message', resolve)
    worker.send('cpu')
  })

process.on('message', async (message) => {
  if (message !== 'cpu') return
  const all = [own(), ...(await Promise.all(Object.values(cluster.workers ?? {}).map(ofWorker)))]
  process.send?.({
    cpuMicroseconds: all.reduce((sum, { cpuMicroseconds }) => sum + cpuMicroseconds, 0),
    residentBytes: all.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
  })
})
// The meter must neither keep a process running nor end it; one of several processes lives as long as its channel.
if (cluster.isPrimary) process.channel?.unref()

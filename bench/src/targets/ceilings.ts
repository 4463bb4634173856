import cluster from 'node:cluster'
import process from 'node:process'

/** The ceiling as several processes on one port, as many as `WEB_CONCURRENCY` says, started as Rollcall starts its own. */
if (cluster.isPrimary) {
  for (let index = 0; index < Number(process.env.WEB_CONCURRENCY); index += 1) cluster.fork()
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL')
    process.exit(0)
  })
} else {
  await import('./ceiling.ts')
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Child processes of the benchmark: started on a free port, measured by IPC, ended by their pid. */

export interface Target {
  readonly name: string
  readonly origin: string
  readonly measure: () => Promise<{ readonly cpuMicroseconds: number; readonly residentBytes: number }>
  readonly stop: () => Promise<void>
}

const meter = fileURLToPath(new URL('./cpu-meter.js', import.meta.url))

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

const answers = async (origin: string, path: string, child: ChildProcess): Promise<void> => {
  const until = Date.now() + 15_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`A target ended with ${child.exitCode} before it answered.`)
    const isUp = await fetch(`${origin}${path}`).then(
      (response) => response.body?.cancel().then(() => response.ok) ?? response.ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`${origin}${path} did not answer within 15 s.`)
}

/** Starts `file` under the meter; `probe` is a path that answers 200 when it is ready. */
export const startTarget = async (
  name: string,
  file: URL,
  environment: Readonly<Record<string, string>>,
  probe: string,
  /** A file descriptor for what it prints; absent: nothing is kept. */
  output: number | 'ignore' = 'ignore',
): Promise<Target> => {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', meter, fileURLToPath(file)], {
    env: { ...process.env, NODE_ENV: 'production', ...environment, PORT: String(port) },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  const origin = `http://127.0.0.1:${port}`
  await answers(origin, probe, child)
  return {
    name,
    origin,
    measure: async () => {
      const answer = once(child, 'message')
      child.send('cpu')
      const [message] = await answer
      return message
    },
    stop: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

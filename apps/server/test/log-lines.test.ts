import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

/** The log on stdout, of a process of its own: a line waits for others, but not for long, and none is lost. */

const logging = join(import.meta.dirname, '../src/logging.ts')
const begun: (() => void)[] = []
afterEach(() => {
  for (const end of begun.splice(0)) end()
})

/** A process that logs by `logger`, and ends when its stdin ends or by itself. */
const start = (program: string, stdout: 'pipe' | number): ChildProcess => {
  const source = `import { createLogger } from ${JSON.stringify(logging)}; const logger = createLogger({ level: 'info' }); ${program}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['pipe', stdout, 'inherit'],
  })
  begun.push(() => child.kill('SIGKILL'))
  return child
}

const outputUntil = async (child: ChildProcess, word: string): Promise<string> => {
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk)
    if (output.includes(word)) return output
  }
  return output
}

const messagesOf = (output: string): readonly string[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).msg)

test('a single line is written while the process waits', async () => {
  const child = start("logger.info('alone'); process.stdin.resume()", 'pipe')
  expect(messagesOf(await outputUntil(child, 'alone'))).toEqual(['alone'])
  expect(child.exitCode).toBeNull()
})

test('all lines are in a file, in order, when the process has ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-log-'))
  const file = join(folder, 'log')
  const descriptor = openSync(file, 'w')
  begun.push(() => {
    closeSync(descriptor)
    rmSync(folder, { recursive: true })
  })
  const child = start("for (let n = 0; n < 500; n += 1) logger.info({ name: 'é€𐀀' }, 'line ' + n)", descriptor)
  await once(child, 'close')
  const output = readFileSync(file, 'utf8')
  expect(messagesOf(output)).toEqual(Array.from({ length: 500 }, (_, n) => `line ${n}`))
  expect(output.split('é€𐀀')).toHaveLength(501)
})

test('a fatal line is written at once, after those before it', async () => {
  const program = "logger.info('before'); logger.fatal('last'); process.kill(process.pid, 'SIGKILL')"
  const child = start(program, 'pipe')
  expect(messagesOf(await outputUntil(child, 'no such word'))).toEqual(['before', 'last'])
})

test('a process whose lines have no reader ends by itself', async () => {
  const program =
    "process.stdin.resume().on('end', () => { for (let n = 0; n < 100; n += 1) logger.info('x'); logger.fatal('y') })"
  const child = start(program, 'pipe')
  const ended = once(child, 'close')
  child.stdout?.destroy()
  child.stdin?.end()
  const [status] = await ended
  expect(status).toBe(0)
})

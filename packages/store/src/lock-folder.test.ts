import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockFileName, lockFolder, pidFileName } from './lock-folder.ts'
import { StoreError } from './store-error.ts'
import { temporaryFolder } from './testing/test-database.ts'

/** A process that locks the folder, and the first line that it prints. */
const holder = async (folder: string) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'lock-holder.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const exited = once(child, 'exit')
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, said: String(line), exited }
}

const refusal = (folder: string, pid: number | undefined): string =>
  `The data folder ${folder} is in use by the process ${pid}, and one folder serves one server; stop that process, or set DATA_DIR to another folder.`

const failureOf = async (folder: string): Promise<string> => {
  const error: unknown = await lockFolder(folder).catch((reason: unknown) => reason)
  if (error instanceof StoreError) return error.message
  throw new Error('The folder was locked.', { cause: error })
}

describe('a data folder', { timeout: 30_000 }, () => {
  it('is refused to a second process in a sentence that names the first', async () => {
    const folder = temporaryFolder()
    const first = await holder(folder)
    expect(first.said).toBe('locked')
    expect((await holder(folder)).said).toBe(refusal(folder, first.child.pid))
    expect(await failureOf(folder)).toBe(refusal(folder, first.child.pid))
    // The refused processes did not end the first lock.
    expect((await holder(folder)).said).toBe(refusal(folder, first.child.pid))
  })

  it('is free once its process was killed, whatever files it left', async () => {
    const folder = temporaryFolder()
    const first = await holder(folder)
    first.child.kill('SIGKILL')
    await first.exited
    expect(readFileSync(join(folder, pidFileName), 'utf8')).toMatch(new RegExp(`^${first.child.pid} `))
    const second = await holder(folder)
    expect(second.said).toBe('locked')
    expect(await failureOf(folder)).toBe(refusal(folder, second.child.pid))
  })

  it('is free once its process ended, and no process is named then', async () => {
    const folder = temporaryFolder()
    const first = await holder(folder)
    first.child.stdin.end()
    await first.exited
    expect(existsSync(join(folder, pidFileName))).toBe(false)
    const lock = await lockFolder(folder)
    lock.release()
    lock.release()
  })

  it('is locked by exactly one of many processes that start at once, and the others name it', async () => {
    const folder = temporaryFolder()
    for (let round = 0; round < 2; round += 1) {
      const all = await Promise.all(Array.from({ length: 5 }, () => holder(folder)))
      const [winner, ...more] = all.filter(({ said }) => said === 'locked')
      expect(more).toEqual([])
      const others = all.filter((each) => each !== winner)
      expect(others.map(({ said }) => said)).toEqual(others.map(() => refusal(folder, winner?.child.pid)))
      // The next round begins with the files that a killed process leaves.
      winner?.child.kill('SIGKILL')
      await winner?.exited
    }
  })

  it('is refused to the same process a second time, which keeps the first lock, also by another path', async () => {
    const folder = temporaryFolder()
    const link = join(temporaryFolder(), 'link')
    symlinkSync(folder, link)
    const lock = await lockFolder(folder)
    expect(await failureOf(folder)).toBe(refusal(folder, process.pid))
    expect(await failureOf(link)).toBe(refusal(link, process.pid))
    expect((await holder(folder)).said).toBe(refusal(folder, process.pid))
    lock.release()
    expect((await holder(folder)).said).toBe('locked')
  })

  it('is refused with the name of the host that holds it', async () => {
    const folder = temporaryFolder()
    const first = await holder(folder)
    writeFileSync(join(folder, pidFileName), '1 elsewhere\n')
    expect(await failureOf(folder)).toContain('in use by the process 1 on the host elsewhere,')
    // No process is named that does not run.
    writeFileSync(join(folder, pidFileName), 'nothing\n')
    expect(await failureOf(folder)).toContain('in use by another process,')
    first.child.kill('SIGKILL')
  })

  it('that cannot be locked is refused in a sentence', async () => {
    const letter = temporaryFolder()
    writeFileSync(join(letter, lockFileName), 'This is a letter, not a database. '.repeat(100))
    expect(await failureOf(letter)).toMatch(/^The data folder .* cannot be locked with .*server\.lock: .*\.$/)
    const folder = temporaryFolder()
    mkdirSync(join(folder, lockFileName))
    expect(await failureOf(folder)).toMatch(/^The data folder .* cannot be locked with .*server\.lock: .*\.$/)
  })

  it('is made where it is missing', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data')
    const lock = await lockFolder(folder)
    expect(existsSync(folder)).toBe(true)
    lock.release()
  })
})

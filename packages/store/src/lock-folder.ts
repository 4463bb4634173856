import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { makePrivateFile, makePrivateFolder, reasonOf } from './private-files.ts'
import { StoreError } from './store-error.ts'

/**
 * An empty SQLite database; the process with its exclusive lock has the folder. The system releases it when the process ends.
 */
export const lockFileName = 'server.lock'
/** The process id and host of the holder. Valid only while the lock is held. */
export const pidFileName = 'server.pid'

/** SQLite's "database is locked". */
const busy = 5
const pollMs = 20
/** How long the holder may take to write its id, and one that was just killed to be gone. */
const patienceMs = 2000

/** Another process holds the data folder. */
export class FolderInUse extends StoreError {}

/** The right to a data folder, until it is released or the process ends. */
export interface FolderLock {
  release(): void
}

/**
 * Locks a data folder for this process.
 * @throws FolderInUse that names the process which holds it, StoreError that says why it cannot be locked
 */
export const lockFolder = async (dataDirectory: string): Promise<FolderLock> => {
  makePrivateFolder(dataDirectory)
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const lock = tryLock(dataDirectory)
    if (lock !== undefined) return lock
    const holder = holderOf(dataDirectory)
    if (holder !== undefined || waitedMs >= patienceMs) {
      throw new FolderInUse(
        `The data folder ${dataDirectory} is in use by ${holder ?? 'another process'}, and one folder serves one server; stop that process, or set DATA_DIR to another folder.`,
      )
    }
    await pause(pollMs)
  }
}

/** The lock; `undefined` when another process holds it. */
const tryLock = (dataDirectory: string): FolderLock | undefined => {
  const [path, pidPath] = [join(dataDirectory, lockFileName), join(dataDirectory, pidFileName)]
  let sqlite: DatabaseSync | undefined
  try {
    create(path)
    makePrivateFile(path)
    sqlite = new DatabaseSync(path)
    sqlite.exec('begin exclusive')
    // Written anew, so that a wider mode does not stay.
    rmSync(pidPath, { force: true })
    writeFileSync(pidPath, `${process.pid} ${hostname()}\n`, { mode: 0o600 })
  } catch (cause) {
    sqlite?.close()
    if (cause instanceof StoreError) throw cause
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === busy) return undefined
    throw new StoreError(`The data folder ${dataDirectory} cannot be locked with ${path}: ${reasonOf(cause)}.`, {
      cause,
    })
  }
  const held = sqlite
  return {
    release() {
      if (!held.isOpen) return
      rmSync(pidPath, { force: true })
      held.close()
    },
  }
}

/** Never opens an existing file: by POSIX, closing it would release this process's own lock on it. */
const create = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  }
}

/** The holder of the lock, in words; `undefined` where no process holds it, or while the holder has not written its id. */
export const holderOf = (dataDirectory: string): string | undefined => {
  let text: string
  try {
    text = readFileSync(join(dataDirectory, pidFileName), 'utf8')
  } catch {
    return undefined
  }
  const [, pid = '', host] = /^(\d+) (.+)\n$/.exec(text) ?? []
  if (pid === '') return undefined
  if (host !== hostname()) return `the process ${pid} on the host ${host}`
  return isAlive(Number(pid)) ? `the process ${pid}` : undefined
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It exists, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

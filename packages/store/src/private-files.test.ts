import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadOrCreateLocalKey, localKeyFileName } from './local-key.ts'
import { lockFileName, lockFolder, pidFileName } from './lock-folder.ts'
import { databaseFileName, openSqlite } from './open-sqlite.ts'
import { makePrivateFile, makePrivateFolder } from './private-files.ts'
import { StoreError } from './store-error.ts'
import { temporaryFolder } from './testing/test-database.ts'

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

const failureOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof StoreError) return error.message
    throw error
  }
  throw new Error('It did not fail.')
}

/** All files that Rollcall writes to its folder. */
const files = [databaseFileName, `${databaseFileName}-wal`, `${databaseFileName}-shm`, localKeyFileName]

describe('the data folder', () => {
  it.each([0o755, 0o777, 0o750, 0o701])('of mode %o is closed to others, with every file in it', async (wide) => {
    const folder = join(temporaryFolder(), 'data')
    loadOrCreateLocalKey(folder)
    const first = await openSqlite({ dataDirectory: folder })
    onTestFinished(first.close)
    for (const name of files) chmodSync(join(folder, name), 0o666)
    chmodSync(folder, wide)

    loadOrCreateLocalKey(folder)
    const lock = await lockFolder(folder)
    const { close } = await openSqlite({ dataDirectory: folder })
    expect(modeOf(folder)).toBe('700')
    for (const name of [...files, lockFileName, pidFileName])
      expect([name, modeOf(join(folder, name))]).toEqual([name, '600'])
    await close()
    lock.release()
  })

  it('is closed by the key, the lock or the database, whichever is made first', async () => {
    const folders = [0, 1, 2].map(() => temporaryFolder())
    for (const folder of folders) chmodSync(folder, 0o755)
    const [forKey = '', forLock = '', forDatabase = ''] = folders
    loadOrCreateLocalKey(forKey)
    const lock = await lockFolder(forLock)
    lock.release()
    await (await openSqlite({ dataDirectory: forDatabase })).close()
    expect(folders.map(modeOf)).toEqual(['700', '700', '700'])
  })

  it('closes a lock and a pid file that were open to others', async () => {
    const folder = temporaryFolder()
    for (const name of [lockFileName, pidFileName]) {
      writeFileSync(join(folder, name), '')
      chmodSync(join(folder, name), 0o666)
    }
    const lock = await lockFolder(folder)
    expect([lockFileName, pidFileName].map((name) => modeOf(join(folder, name)))).toEqual(['600', '600'])
    lock.release()
  })

  it('keeps a mode that is narrower', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    chmodSync(file, 0o400)
    makePrivateFile(file)
    chmodSync(folder, 0o500)
    makePrivateFolder(folder)
    expect([modeOf(file), modeOf(folder)]).toEqual(['400', '500'])
    chmodSync(folder, 0o700)
  })

  it('whose mode cannot be set is refused in a sentence that names its owner and what to do', () => {
    // The system refuses every change of this folder, as it refuses a change of another user's folder.
    const folder = '/proc/self/task'
    expect(failureOf(() => makePrivateFolder(folder))).toMatch(
      /^\/proc\/self\/task has the mode 555 and belongs to the user with the id \d+; its mode cannot be set to 700: .*\. Run `chmod 700 \/proc\/self\/task` as its owner, or set DATA_DIR to a folder that belongs to the user who runs Rollcall\.$/,
    )
  })

  it('is refused where other programs use it: a folder for all users, or the root of the file system', () => {
    const shared = temporaryFolder()
    chmodSync(shared, 0o1777)
    for (const folder of [shared, '/']) {
      expect(failureOf(() => makePrivateFolder(folder))).toBe(
        `The data folder ${folder} is one that other programs use, so it cannot be closed to them; set DATA_DIR to a folder inside it.`,
      )
    }
    expect(statSync(shared).mode & 0o7777).toBe(0o1777)
  })

  it('is refused where it is a file, whose mode stays as it was', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    chmodSync(file, 0o644)
    expect(failureOf(() => makePrivateFolder(file))).toContain('it is not a folder')
    expect(modeOf(file)).toBe('644')
  })

  it('inside an open folder is made for its owner alone', () => {
    const above = temporaryFolder()
    chmodSync(above, 0o755)
    mkdirSync(join(above, 'open'), { mode: 0o755 })
    makePrivateFolder(join(above, 'open', 'data'))
    expect([modeOf(join(above, 'open', 'data')), modeOf(above)]).toEqual(['700', '755'])
  })

  it('needs no file in it', () => {
    const missing = join(temporaryFolder(), 'missing')
    makePrivateFile(missing)
    expect(existsSync(missing)).toBe(false)
  })
})

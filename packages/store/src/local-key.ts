import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey, type KeyRing, parseKeyRing } from './keys.ts'
import { makePrivateFile, makePrivateFolder } from './private-files.ts'
import { StoreError } from './store-error.ts'

/** Name of the key file in the data folder, for demo mode; elsewhere keys come from `ROLLCALL_KEYS`. */
export const localKeyFileName = 'local.key'

/**
 * The key ring of a demo, made once in the data folder with mode 0600. The first process makes it, all others read it, and a
 * crash leaves no half-written key.
 * @throws StoreError when the folder cannot be written or the file holds no key.
 */
export const loadOrCreateLocalKey = (dataDirectory: string): KeyRing => {
  const path = join(dataDirectory, localKeyFileName)
  makePrivateFolder(dataDirectory)
  makePrivateFile(path)
  const text = read(path) ?? create(dataDirectory, path)
  try {
    return parseKeyRing(text.trim())
  } catch (cause) {
    throw new StoreError(`The file ${path} does not hold a key of Rollcall.`, { cause })
  }
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined
    throw new StoreError(`The key file ${path} cannot be read.`, { cause })
  }
}

const create = (dataDirectory: string, path: string): string => {
  const draft = `${path}.${randomUUID()}`
  const text = `local:${generateKey()}\n`
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, path)
    return text
  } catch (cause) {
    const other = isCode(cause, 'EEXIST') ? read(path) : undefined
    if (other !== undefined) return other
    throw new StoreError(`A key cannot be written to the data folder ${dataDirectory}.`, { cause })
  } finally {
    rmSync(draft, { force: true })
  }
}

const isCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code

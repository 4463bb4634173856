import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadOrCreateLocalKey, localKeyFileName } from './local-key.ts'
import { StoreError } from './store-error.ts'
import { temporaryFolder } from './testing/test-database.ts'

const binding = { environment: 'env', account: 'acc', purpose: 'test' }
const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('the local key', () => {
  it('is made once, and is the same after each start', () => {
    const folder = temporaryFolder()
    const sealed = loadOrCreateLocalKey(folder).seal('secret', binding)
    expect(loadOrCreateLocalKey(folder).open(sealed, binding)).toBe('secret')
    expect(readdirSync(folder)).toEqual([localKeyFileName])
  })

  it('is readable by its owner alone, also after its mode was widened', () => {
    const folder = temporaryFolder()
    loadOrCreateLocalKey(folder)
    const path = join(folder, localKeyFileName)
    expect(modeOf(path)).toBe(0o600)
    chmodSync(path, 0o644)
    loadOrCreateLocalKey(folder)
    expect(modeOf(path)).toBe(0o600)
  })

  it('makes its folder', () => {
    const folder = join(temporaryFolder(), 'deep', 'data')
    expect(loadOrCreateLocalKey(folder).sealingKeyId).toBe('local')
    expect(modeOf(folder)).toBe(0o700)
  })

  it('is never replaced: a broken file is reported in a sentence that has nothing of its content', () => {
    const folder = temporaryFolder()
    const path = join(folder, localKeyFileName)
    writeFileSync(path, 'local:broken')
    expect(() => loadOrCreateLocalKey(folder)).toThrow(
      new StoreError(`The file ${path} does not hold a key of Rollcall.`),
    )
    expect(readFileSync(path, 'utf8')).toBe('local:broken')
  })

  it('is refused in a sentence where the folder cannot be written', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(() => loadOrCreateLocalKey(file)).toThrow(StoreError)
    expect(() => loadOrCreateLocalKey(join(file, 'data'))).toThrow(StoreError)
  })
})

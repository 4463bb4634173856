import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('making a folder', () => {
  it('makes those above it too, and accepts an existing one', () => {
    const deep = join(folder, 'a', 'b')
    makeFolder(deep)
    makeFolder(deep)
    expect(existsSync(deep)).toBe(true)
  })

  it('fails at once under a file', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('ENOTDIR')
  })

  it('fails at once where the file system allows no folders', () => {
    expect(() => makeFolder('/proc/rollcall/data')).toThrow()
  })
})

import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The tracked files and the new ones, as they are in the work tree. */
const copySources = (to: string): void => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.split('\n')) {
    if (file === '' || !existsSync(join(root, file))) continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file), { verbatimSymlinks: true })
  }
}

/** The installed packages are linked; the packages of the workspace are those of the copy. */
const linkModules = (to: string): void => {
  mkdirSync(join(to, 'node_modules/@rollcall'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    // `.vite` and similar folders are caches, which each copy has for itself.
    if (name === '@rollcall' || (name.startsWith('.') && name !== '.bin')) continue
    symlinkSync(join(root, 'node_modules', name), join(to, 'node_modules', name))
  }
  for (const name of readdirSync(join(root, 'node_modules/@rollcall'))) {
    const link = join('node_modules/@rollcall', name)
    symlinkSync(readlinkSync(join(root, link)), join(to, link))
  }
  for (const nested of ['packages/contract/node_modules', 'apps/server/node_modules']) {
    if (existsSync(join(root, nested)) && lstatSync(join(root, nested)).isDirectory()) {
      symlinkSync(join(root, nested), join(to, nested))
    }
  }
}

/** A folder with the sources of the work tree, where they can be broken; to be removed by the caller. */
export const makeScratchCopy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-mutation-'))
  try {
    copySources(folder)
    linkModules(folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return folder
}

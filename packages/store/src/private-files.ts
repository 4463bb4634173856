import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { StoreError } from './store-error.ts'

const permissions = 0o777
const sticky = 0o1000

/**
 * Makes the data folder, and sets the mode 0700, also when it exists.
 * @throws StoreError when it cannot be made or closed
 */
export const makePrivateFolder = (path: string): void => {
  let mode: number
  try {
    makeFolder(path)
    const found = statSync(path)
    if (!found.isDirectory()) throw new TypeError('it is not a folder')
    mode = found.mode
  } catch (cause) {
    throw new StoreError(`The data folder ${path} cannot be written: ${reasonOf(cause)}.`, { cause })
  }
  if (dirname(path) === path || (mode & sticky) !== 0) {
    throw new StoreError(
      `The data folder ${path} is one that other programs use, so it cannot be closed to them; set DATA_DIR to a folder inside it.`,
    )
  }
  restrict(path, 0o700)
}

/**
 * Sets the mode 0600 of a file of the data folder; a missing one stays missing.
 * @throws StoreError when it cannot be closed
 */
export const makePrivateFile = (path: string): void => restrict(path, 0o600)

/** Why something failed, without a full stop. */
export const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message.replace(/\.$/, '') : 'unknown'

const restrict = (path: string, wanted: number): void => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || (found.mode & permissions & ~wanted) === 0) return
  try {
    chmodSync(path, wanted)
  } catch (cause) {
    const [is, must] = [found.mode & permissions, wanted].map((mode) => mode.toString(8))
    throw new StoreError(
      `${path} has the mode ${is} and belongs to the user with the id ${found.uid}; its mode cannot be set to ${must}: ${reasonOf(cause)}. Run \`chmod ${must} ${path}\` as its owner, or set DATA_DIR to a folder that belongs to the user who runs Rollcall.`,
      { cause },
    )
  }
}

import { existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { databaseFileName } from '@rollcall/store'
import type { Config } from '../../config.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

const neededNode = 24

export const nodeVersion = (version = process.versions.node): Finding =>
  Number(version.split('.')[0]) >= neededNode
    ? ok('node', `Node ${version} runs this.`)
    : failed('node', `Node ${version} runs this; install Node ${neededNode} or newer.`)

const gigabyte = 1024 ** 3
const littleBytes = gigabyte
const tooLittleBytes = gigabyte / 10

/** Checks the disk of the data folder. */
export const diskSpace = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): Finding => {
  const { bavail, bsize } = statfsSync(dataDirectory)
  const free = bavail * bsize
  const said = `The disk of ${dataDirectory} has ${(free / gigabyte).toFixed(1)} GB free`
  if (free < tooLittleBytes) return failed('disk', `${said}; free some space, since a full disk prevents all writes.`)
  return free < littleBytes ? warning('disk', `${said}; free some space soon.`) : ok('disk', `${said}.`)
}

/** Checks who can read the data folder and its files. */
export const filePermissions = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): Finding => {
  const paths = [
    dataDirectory,
    ...['', '-wal', '-shm'].map((suffix) => join(dataDirectory, `${databaseFileName}${suffix}`)),
  ]
  const open = paths.filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0)
  return open.length === 0
    ? ok('permissions', `The data folder ${dataDirectory} and its files are closed to other users.`)
    : failed('permissions', `Other users can read ${open.join(', ')}; run \`chmod go= ${open.join(' ')}\`.`)
}

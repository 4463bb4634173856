import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { readConfig } from '../../../apps/server/src/config.ts'
import { start } from '../../../apps/server/src/main.ts'
import { build } from '../scripts/build.ts'

/** A package that was packed as for the registry, and a program that has installed it. */

const repository = join(import.meta.dirname, '../../..')

/** The Nodes that the package is run on: the oldest one that it allows, and the one of the server. */
export const nodes: Readonly<Record<string, string>> = {
  'Node 20.0': join(import.meta.dirname, 'node_modules/node-20/bin/node'),
  'Node 24': process.execPath,
}

/** What a command printed; a failure is thrown with it. */
export const run = async (
  command: string,
  parameters: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> => {
  const result = await promisify(execFile)(command, parameters, options).catch((error: unknown) => {
    const [stdout, stderr] = [Reflect.get(Object(error), 'stdout'), Reflect.get(Object(error), 'stderr')]
    throw new Error(`${command} ${parameters.join(' ')} failed:\n${String(stdout)}\n${String(stderr)}`)
  })
  return result.stdout
}

/** A project that has installed the package. */
export interface Project {
  readonly folder: string
  readonly tarball: string
  remove(): void
}

/** Builds and packs the package, and installs the tarball into an empty project. */
export const installPacked = async (): Promise<Project> => {
  const place = mkdtempSync(join(tmpdir(), 'rollcall-published-'))
  const folder = join(place, 'project')
  build(join(place, 'dist'))
  const packed = await run('npm', ['pack', join(place, 'dist'), '--silent', '--pack-destination', place], {
    cwd: place,
  })
  const tarball = join(place, packed.trim())
  cpSync(join(import.meta.dirname, 'programs'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder })
  mkdirSync(join(folder, 'node_modules/@types'))
  symlinkSync(join(repository, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'))
  return { folder, tarball, remove: () => rmSync(place, { recursive: true, force: true }) }
}

/** A server in demo mode. */
export interface Demo {
  readonly origin: string
  stop(): Promise<void>
}

/** Starts a server in demo mode, with its sandbox; pages of the given origin may call it. */
export const startDemo = async (pageOrigin: string): Promise<Demo> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-published-data-'))
  const running = await start(
    readConfig({
      ROLLCALL_DEMO: '1',
      PORT: '0',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ROLLCALL_CORS_ORIGINS: pageOrigin,
    }),
  )
  return {
    origin: running.origin,
    async stop() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

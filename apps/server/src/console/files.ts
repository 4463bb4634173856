import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** The built console: one page, and files whose name changes with their content. */
export interface ConsoleFiles {
  readonly html: string
  readonly assets: ReadonlyMap<string, ConsoleFile>
}

export interface ConsoleFile {
  readonly type: string
  readonly text: string
}

const typesByExtension: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' }

const read = (folder: string): ConsoleFiles => {
  const assets = join(folder, 'assets')
  return {
    html: readFileSync(join(folder, 'index.html'), 'utf8'),
    assets: new Map(
      readdirSync(assets).flatMap((name) => {
        const type = typesByExtension[extname(name)]
        return type === undefined ? [] : [[name, { type, text: readFileSync(join(assets, name), 'utf8') }] as const]
      }),
    ),
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * The files of a folder, read when they are first requested and kept: a server whose console is never opened holds none of
 * them, and a name that a caller sends is never a path on the disk. `undefined` while the console is not built.
 */
export const consoleFiles = (folder: string): (() => ConsoleFiles | undefined) => {
  let known: ConsoleFiles | undefined
  return () => {
    try {
      known ??= read(folder)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    return known
  }
}

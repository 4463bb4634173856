import { join } from 'node:path'

/** What a process of the server is started with. */
export const startScript = join(import.meta.dirname, '../../start.js')

/**
 * What it gets of the environment: where programs are, and where the processes of all tests keep compiled code, which
 * takes a third of the work out of a start.
 */
export const inheritedEnvironment = (): Readonly<Record<string, string>> => {
  const { PATH = '' } = process.env
  return {
    PATH,
    NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../../node_modules/.cache/started-by-tests'),
  }
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A file of this folder. */
export const deployed = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '@rollcall/providers'
import type { WholeAnswer } from '../http/answer.ts'

const policyOf = (styles: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** What a page may do: load its files and call back here. No page may show it in a frame. */
const policy = policyOf("'self'")

/** Scalar styles its elements one by one, and keeps its icons and fonts in its own script. */
const referencePolicy = `${policyOf("'self' 'unsafe-inline'").replace("img-src 'self'", "img-src 'self' data:")}; font-src data:`

/** A page; browsers ask anew for it. */
export const htmlAnswer = (body: string, { isReference = false } = {}): WholeAnswer => ({
  status: 200,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': isReference ? referencePolicy : policy,
    'Cache-Control': 'no-cache',
    Vary: 'Accept',
  },
  body,
  isOurs: true,
})

const folder = join(import.meta.dirname, 'assets')

const types: ReadonlyMap<string, string> = new Map([
  ['base.css', 'text/css'],
  ['pages.css', 'text/css'],
  ['reference.css', 'text/css'],
  ['pages.js', 'text/javascript'],
  ['reference.js', 'text/javascript'],
  ['icon.svg', 'image/svg+xml'],
])

/** Where `npm run build` puts Scalar's one file. */
export const scalarFile = join(import.meta.dirname, '../../dist/scalar.js')

const missing = (): Refusal => new Refusal('not-found', 'The pages have no file with this name.')

/** Scalar: read when it is asked for, since it is larger than all else that the server keeps; it changes with a release alone. */
const scalarAnswer = async (file: string): Promise<WholeAnswer> => {
  try {
    const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=86400' }
    return { status: 200, headers, body: await readFile(file), isOurs: true }
  } catch {
    throw missing()
  }
}

/** A file of the pages. @throws Refusal `not-found` */
export const fileAnswer = async (name: string, scalar = scalarFile): Promise<WholeAnswer> => {
  if (name === 'scalar.js') return scalarAnswer(scalar)
  const type = types.get(name)
  if (type === undefined) throw missing()
  return {
    status: 200,
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' },
    body: readFileSync(join(folder, name), 'utf8'),
    isOurs: true,
  }
}

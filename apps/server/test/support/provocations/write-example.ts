import { STATUS_CODES } from 'node:http'
import type { ProblemExample } from '../../../src/problems/problem-example.ts'

/** A request of a test and its answer. */
export interface Exchange {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly status: number
  readonly answerHeaders: Readonly<Record<string, unknown>>
  readonly answerBody: unknown
}

const longestText = 200

/** Values that differ from run to run are replaced by names; long ones are cut. */
const shownTarget = (target: string): string =>
  cut(
    target
      .replaceAll(/integrated_account_id=[\w-]+/g, 'integrated_account_id=<id>')
      .replaceAll(/next_cursor=[\w%.~-]{30,}/g, 'next_cursor=<cursor>'),
  )

const cut = (text: string): string =>
  text.length <= longestText ? text : `${text.slice(0, 60)}… (${text.length.toLocaleString('en-US')} characters)`

/** Headers of the answer that belong to a problem. */
const answerHeaderNames = [
  'content-type',
  'allow',
  'www-authenticate',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
]

const named = (name: string): string =>
  name.startsWith('ratelimit')
    ? name
    : name.replaceAll(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase())

const message = (first: string, headers: readonly (readonly [string, unknown])[], body: string): string =>
  [
    first,
    ...headers.map(([name, value]) => `${named(name)}: ${String(value)}`),
    ...(body === '' ? [] : ['', body]),
  ].join('\n')

/** Writes an exchange as HTTP text. The token of the request is left out. */
export const exampleOf = (exchange: Exchange): ProblemExample => ({
  request: message(
    `${exchange.method} ${shownTarget(exchange.target)}`,
    Object.entries(exchange.headers),
    cut(exchange.body),
  ),
  answer: message(
    `HTTP/1.1 ${exchange.status} ${STATUS_CODES[exchange.status] ?? ''}`,
    answerHeaderNames
      .filter((name) => exchange.answerHeaders[name] !== undefined)
      .map((name) => [name, exchange.answerHeaders[name]]),
    // The code of a lost connection depends on timing.
    JSON.stringify(exchange.answerBody, null, 2).replaceAll('UND_ERR_SOCKET', 'ECONNRESET'),
  ),
})

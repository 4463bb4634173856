import type { Problem } from '@rollcall/contract'

/** What a tool returns. */
export interface ToolResult {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[]
  /** The operation's JSON, or its problem. */
  readonly structuredContent: Readonly<Record<string, unknown>>
  readonly isError?: true
  readonly _meta: Readonly<Record<string, unknown>>
}

/** Headers by their names in lower case. */
export type HeaderValues = Readonly<Record<string, unknown>>

/** What of an operation's headers a result keeps. */
const keptHeaders = [
  'preference-applied',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-request-id',
]

const metaOf = (headers: HeaderValues): ToolResult['_meta'] => ({
  'rollcall/headers': Object.fromEntries(
    keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  ),
})

const text = (value: string) => ({ type: 'text' as const, text: value })

/** What an operation returns: its JSON as it came, and as values. */
export const soundResult = (
  body: string,
  value: ToolResult['structuredContent'],
  headers: HeaderValues,
): ToolResult => ({ content: [text(body)], structuredContent: value, _meta: metaOf(headers) })

/** What an operation refuses: the problem's message says what to do, and a header how long to wait. */
export const problemResult = (problem: Problem, headers: HeaderValues): ToolResult => {
  const { 'retry-after': seconds } = headers
  const wait = seconds === undefined ? [] : [text(`Try again after ${String(seconds)} seconds.`)]
  return {
    content: [text(problem.message), ...wait],
    structuredContent: { ...problem },
    isError: true,
    _meta: metaOf(headers),
  }
}

/** Whether the body of an answer is a problem. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'

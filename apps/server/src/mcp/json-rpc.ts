import type { Problem } from '@rollcall/contract'

/** JSON-RPC 2.0, as far as the Model Context Protocol needs it. */

/** What kinds of failure there are; the contract says what each means (`McpError`). */
export const errorCodes = {
  notJson: -32700,
  notOneMessage: -32600,
  unknownMethod: -32601,
  invalidParameters: -32602,
  internal: -32603,
  cancelled: -32000,
} as const

/** What the answer to a request is known by. */
export type MessageId = string | number

/** A message has no result: one sentence or a few. The SDK answers its `code`, `message` and `data`. */
export class MessageFailure extends Error {
  override readonly name = 'MessageFailure' as const
  readonly code: number
  readonly data: Problem | undefined

  constructor(code: keyof typeof errorCodes, sentence: string, data?: Problem) {
    super(sentence)
    this.code = errorCodes[code]
    this.data = data
  }
}

/** A failure as an answer. */
export const failureMessage = (id: MessageId | null, { code, message, data }: MessageFailure) => ({
  jsonrpc: '2.0' as const,
  id,
  error: { code, message, ...(data === undefined ? {} : { data }) },
})

/** The id of a message that may be none; `null` where it has none that can be read. */
export const idOf = (message: unknown): MessageId | null => {
  const id: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'id') : undefined
  return typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id)) ? id : null
}

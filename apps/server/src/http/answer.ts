import type { Response } from 'express'

/** The answer of an operation: all of it at once, or as a stream that it writes itself. */
export type Answer = WholeAnswer | FlowingAnswer

export interface WholeAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** Text of this server, which may be compressed; a vendor's bytes may not. */
  readonly isOurs?: true
}

export interface FlowingAnswer {
  /**
   * Writes head and body; resolves when all is written or the caller has disconnected. Throws only before the head is sent.
   */
  readonly flow: (response: Response) => Promise<void>
}

/** An answer of JSON, serialised once. */
export const json = (
  value: unknown,
  options: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): WholeAnswer => ({
  status: options.status ?? 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...options.headers },
  body: JSON.stringify(value),
  isOurs: true,
})

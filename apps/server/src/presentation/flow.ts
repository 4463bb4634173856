import { once } from 'node:events'
import type { Response } from 'express'
import type { Deadline } from '../users/deadline.ts'

/** How long either side of a flowing answer may be silent. */
export const silenceMs = 25_000

/** The caller took nothing, or the vendor gave nothing, for too long; or the caller has left. */
export class FlowEnded extends Error {
  override readonly name = 'FlowEnded' as const
}

/** Writes with back-pressure: resolves when the caller's side can take more. */
export const writeFlowing = async (
  response: Response,
  chunk: string | Uint8Array,
  options: { readonly deadline: Deadline; readonly silenceMs?: number },
): Promise<void> => {
  if (response.destroyed) throw new FlowEnded('The caller has gone.')
  if (response.write(chunk)) return
  const silent = AbortSignal.timeout(options.silenceMs ?? silenceMs)
  const closed = new AbortController()
  const close = (): void => closed.abort()
  response.once('close', close)
  try {
    await once(response, 'drain', { signal: AbortSignal.any([silent, closed.signal, options.deadline.signal]) })
  } catch (cause) {
    throw new FlowEnded('The caller took nothing for too long, or has gone.', { cause })
  } finally {
    response.removeListener('close', close)
  }
}

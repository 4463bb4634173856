import type { Response } from 'express'
import { stateOf } from '../http/request-state.ts'
import type { Deadline } from '../users/deadline.ts'

/** How long either side of a streamed answer may be idle. */
export const silenceMs = 25_000

/** The caller read nothing, or the vendor sent nothing, for too long; or the caller has disconnected. */
export class FlowEnded extends Error {
  override readonly name = 'FlowEnded' as const
}

/** Whether no caller waits for the body: then it is not read at all. */
export const isHead = (response: Response): boolean => stateOf(response).method === 'HEAD'

/** Writes with back-pressure: resolves when the caller's connection accepts more. */
export const writeFlowing = async (
  response: Response,
  chunk: string | Uint8Array,
  options: { readonly deadline: Deadline; readonly silenceMs?: number },
): Promise<void> => {
  if (response.destroyed) throw new FlowEnded('The caller has disconnected.')
  if (response.write(chunk)) return
  const { deadline } = options
  // Plain listeners: a combined signal for each chunk would stay in memory as long as the longest of its signals.
  await new Promise<void>((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      response.removeListener('drain', drained).removeListener('close', broken)
      deadline.signal.removeEventListener('abort', broken)
    }
    const drained = (): void => {
      settle()
      resolve()
    }
    const broken = (): void => {
      settle()
      reject(
        new FlowEnded('The caller read nothing for too long, or has disconnected.', { cause: deadline.signal.reason }),
      )
    }
    const timer = setTimeout(broken, options.silenceMs ?? silenceMs)
    response.once('drain', drained).once('close', broken)
    deadline.signal.addEventListener('abort', broken)
    if (deadline.signal.aborted) broken()
  })
}

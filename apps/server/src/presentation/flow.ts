import type { Response } from 'express'
import { stateOf } from '../http/request-state.ts'
import type { Deadline } from '../users/deadline.ts'

/** How long either side of a flowing answer may be silent. */
export const silenceMs = 25_000

/** The caller took nothing, or the vendor gave nothing, for too long; or the caller has left. */
export class FlowEnded extends Error {
  override readonly name = 'FlowEnded' as const
}

/** Whether nobody waits for the body: it is not even walked. */
export const isHead = (response: Response): boolean => stateOf(response).method === 'HEAD'

/** Writes with back-pressure: resolves when the caller's side can take more. */
export const writeFlowing = async (
  response: Response,
  chunk: string | Uint8Array,
  options: { readonly deadline: Deadline; readonly silenceMs?: number },
): Promise<void> => {
  if (response.destroyed) throw new FlowEnded('The caller has gone.')
  if (response.write(chunk)) return
  const { deadline } = options
  // Plain listeners: signals made of signals live as long as the longest of them, for each chunk one.
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
      reject(new FlowEnded('The caller took nothing for too long, or has gone.', { cause: deadline.signal.reason }))
    }
    const timer = setTimeout(broken, options.silenceMs ?? silenceMs)
    response.once('drain', drained).once('close', broken)
    deadline.signal.addEventListener('abort', broken)
    if (deadline.signal.aborted) broken()
  })
}

import type { Flowing } from '@rollcall/providers'
import type { Answer } from '../http/answer.ts'
import { writeHead } from '../http/write-head.ts'
import { CallerGone, type Deadline } from '../users/deadline.ts'
import { isHead, silenceMs, writeFlowing } from './flow.ts'
import { rawHeaders, removedHeader } from './raw.ts'
import { warningsHeader } from './warnings.ts'

/**
 * The vendor's bytes, passed on with back-pressure. The first ones must arrive within the deadline, so a vendor that sends
 * only headers still results in a problem; later an idle vendor or caller breaks the answer off.
 */
export const presentStream = async (
  opened: Flowing,
  options: {
    readonly deadline: Deadline
    readonly headers: Readonly<Record<string, string>>
    readonly silenceMs?: number
  },
): Promise<Answer> => {
  const { deadline } = options
  const limitMs = options.silenceMs ?? silenceMs
  const chunks: AsyncIterator<unknown> = opened.body[Symbol.asyncIterator]()
  const first = await chunks.next()
  deadline.pause()

  return {
    async flow(response) {
      const { 'Content-Type': type, ...headers } = {
        ...rawHeaders(opened.headers, opened.hint),
        ...removedHeader(opened.removed),
        ...warningsHeader(opened.warnings),
        ...options.headers,
      }
      const hasType = type !== undefined && opened.status !== 204
      writeHead(response, opened.status, { ...headers, ...(hasType ? { 'Content-Type': type } : {}) })
      try {
        for (let item = first; item.done !== true && !isHead(response); ) {
          const chunk = item.value
          if (!(chunk instanceof Uint8Array)) throw new TypeError('A body flows as bytes.')
          await writeFlowing(response, chunk, { deadline, silenceMs: limitMs })
          deadline.restart(limitMs)
          item = await chunks.next()
          deadline.pause()
        }
        response.end()
      } catch {
        // The head is sent: only an incomplete body can show the failure.
        response.destroy()
      } finally {
        if (!deadline.signal.aborted) deadline.abort(new CallerGone())
        deadline.end()
        opened.body.destroy()
      }
    },
  }
}

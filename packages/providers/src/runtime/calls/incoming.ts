import { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { VendorAnswer } from '../../contract.ts'
import { ProviderFailure, type RemoteAnswer, withoutBody } from '../failures.ts'
import { without } from '../json/json.ts'
import { redact } from '../secrets/redact.ts'
import type { IncomingResponse } from './exchange.ts'
import type { Call } from './outgoing.ts'
import { parseJson, TooDeep } from './request.ts'
import { vendorSentence } from './verdict.ts'

/** Reads a vendor's answer, and makes the form of it that may be shown. */

/** Everything that must not be shown; made only when something is shown. */
export type SecretTexts = () => readonly string[]

/** The first 64 kB of an error page, more than is ever shown. */
export const beginningOf = async (body: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let received = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    received += bytes.length
    if (received > 64 * 1024) break
  }
  return Buffer.concat(chunks)
}

const isJson = (headers: Readonly<Record<string, string>>, body: Buffer): boolean =>
  /\bjson\b/i.test(headers['content-type'] ?? '') || body[0] === 0x7b || body[0] === 0x5b || body[0] === 0xef

/** The body as JSON; as text where it is not JSON and does not have to be. `text`: that of the body, where it is known. */
export const parsed = (
  response: IncomingResponse & { readonly text?: string | undefined },
  call: Call,
  secrets: SecretTexts,
  lenient: boolean,
): unknown => {
  const success = response.status >= 200 && response.status < 300
  try {
    if (success || isJson(response.headers, response.body))
      return parseJson(response.body, response.headers['content-type'], {
        host: call.adapter.name,
        memory: call.context.memory,
        text: response.text,
      })
  } catch (cause) {
    const isOfMemory = cause instanceof ProviderFailure && cause.slug !== 'provider-error'
    if (isOfMemory) throw cause
    if (success && cause instanceof TooDeep) {
      throw new ProviderFailure(cause.slug, cause.message, { ...cause.options, remote: withoutBody(response.status) })
    }
    // An error page, or a raw answer that is not JSON, is passed on as text.
    if (success && !lenient) {
      const body = redact(response.body.toString('utf8'), secrets())
      throw new ProviderFailure('provider-error', `${call.adapter.name} returned something that is not JSON.`, {
        cause,
        remote: { status: response.status, body, message: undefined },
        mayHaveBeenApplied: true,
      })
    }
  }
  return response.body.length === 0 ? undefined : response.body.toString('utf8')
}

/** An answer without credentials and without the members that the adapter names as secrets, limited in size. */
export const remoteAnswerOf = (call: Call, answer: VendorAnswer, secrets: SecretTexts): RemoteAnswer => {
  const body = redact(without(answer.body, call.adapter.user.secrets ?? []) ?? null, secrets())
  return { status: answer.status, body, message: vendorSentence(call.adapter, body) }
}

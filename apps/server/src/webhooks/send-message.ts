import { createHmac } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { components } from '@rollcall/contract'
import { createTransport, ProviderFailure } from '@rollcall/providers'
import type { DeliveryFault, SigningSecrets } from '@rollcall/store'
import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import { startDeadline } from '../users/deadline.ts'
import { AddressRefused } from './public-address.ts'
import { targetUrlFault } from './target-url.ts'

/** A message and its address. */
export interface Outgoing {
  readonly message: components['schemas']['WebhookMessage']
  readonly targetUrl: string
  readonly secrets: SigningSecrets
}

/** The result of one try. */
export interface Sent {
  /** The status of the answer; `undefined` without an answer. */
  readonly status: number | undefined
  /** `undefined`: it was delivered. */
  readonly fault: DeliveryFault | undefined
  readonly durationMs: number
}

/** Sends a message once, and never throws because of the address. */
export type SendMessage = (outgoing: Outgoing) => Promise<Sent>

/** How long an address may take to answer; one try with two secrets takes at most twice as long. */
export const answerTimeoutMs = 10_000
/** How much of an answer's body is read, so that its connection can be used again. */
const maximumBodyBytes = 16 * 1024

/** The value of `X-Truto-Signature`. */
export const signatureOf = (body: string, secret: string): string =>
  `format=sha256,v=${createHmac('sha256', secret).update(body).digest('hex')}`

const signatures = (body: string, first: string, second: string | undefined): Readonly<Record<string, string>> => ({
  'x-truto-signature': signatureOf(body, first),
  ...(second === undefined ? {} : { 'x-rollcall-signature-previous': signatureOf(body, second) }),
})

const isTaken = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300

const faultOf = (error: ProviderFailure): DeliveryFault => {
  if (error.cause instanceof AddressRefused) return 'refused_address'
  return error.slug === 'provider-timeout' ? 'timeout' : 'unreachable'
}

/** Reads a short body to its end and closes a long one; the content is ignored. */
const discard = async (body: Readable): Promise<void> => {
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > maximumBodyBytes) return
    }
  } catch {
    // Only the status counts.
  }
}

/** The only place that sends webhooks. Redirects are not followed; answers are limited in time and size. */
export const createSendMessage = (options: {
  /** Guarded: it refuses addresses that are forbidden for webhooks. */
  readonly dispatcher: Dispatcher
  readonly allowsPrivate: boolean
  readonly clock: Clock
  readonly timeoutMs?: number
}): SendMessage => {
  const { clock, allowsPrivate, timeoutMs = answerTimeoutMs } = options
  const transport = createTransport({ dispatcher: options.dispatcher })

  const post = async (url: URL, body: string, headers: Readonly<Record<string, string>>) => {
    const { deadline, context } = startDeadline({ clock, milliseconds: timeoutMs })
    try {
      const answer = await transport.stream(
        {
          provider: 'webhook',
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json', 'user-agent': 'Rollcall', ...headers },
          body,
        },
        context,
      )
      await discard(answer.body)
      return { status: answer.status, fault: isTaken(answer.status) ? undefined : ('status' as const) }
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error
      const status = error.options.remote?.status
      return { status, fault: isTaken(status) ? undefined : faultOf(error) }
    } finally {
      deadline.end()
    }
  }

  return async ({ message, targetUrl, secrets: { current, previous } }) => {
    const startedAtMs = clock.now()
    const withDuration = (sent: Omit<Sent, 'durationMs'>): Sent => ({ ...sent, durationMs: clock.now() - startedAtMs })
    // The server may have allowed more when the webhook was made.
    if (targetUrlFault(targetUrl, allowsPrivate) !== undefined) {
      return withDuration({ status: undefined, fault: 'refused_address' })
    }
    const [url, body] = [new URL(targetUrl), JSON.stringify(message)]
    const first = await post(url, body, signatures(body, current, previous))
    if (first.fault !== 'status' || previous === undefined) return withDuration(first)
    // Its program may have only the former secret, and read only one header.
    const second = await post(url, body, signatures(body, previous, current))
    return withDuration(second.fault === undefined ? second : first)
  }
}

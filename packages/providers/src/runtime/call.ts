import { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { Account, Credential } from '../account.ts'
import type { Adapter, OperationName, Variables, VendorAnswer, VendorRequest } from '../contract.ts'
import { addressOf, assertRemoteQuery } from './address.ts'
import { authorise, placementOf, secretsOf } from './authorise.ts'
import { ProviderFailure, type RateLimitHint, type RemoteAnswer } from './failures.ts'
import { assertLink, assertVariables, baseUrlOf, fill } from './hosts.ts'
import { isObject } from './json.ts'
import { hintOf, retryAfterSeconds } from './rate-limits.ts'
import { redact } from './redact.ts'
import {
  type CallContext,
  type IncomingResponse,
  type IncomingStream,
  type OutgoingRequest,
  parseJson,
  type Transport,
} from './request.ts'
import type { Throttle } from './throttle.ts'
import { failureOf, sentenceOf, verdictOf } from './verdict.ts'

/** One vendor call: build, authorise, throttle, send, classify; repeated only where that is harmless. */

export interface CallDependencies {
  readonly transport: Transport
  readonly throttle: Throttle
  readonly now: () => number
  /** Waits between retries; rejects when the signal fires. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface Call {
  readonly adapter: Adapter<never>
  readonly account: Account
  readonly operation: OperationName
  readonly context: CallContext
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
}

/** A vendor's success. `bytes` are what came, `body` what they parse to. */
export interface Success extends VendorAnswer {
  readonly bytes: Buffer
  /** The answer as a failure shows it, without credentials, should it not be understood. */
  readonly remote: () => RemoteAnswer
  readonly hint: RateLimitHint | undefined
  readonly variables: Variables
}

/** A request of the adapter's, or a link that the vendor gave, with the request whose headers go along. */
export type Target = VendorRequest | { readonly link: string; readonly like: VendorRequest }

export interface Caller {
  send(call: Call, target: Target, options?: { readonly lenientBody?: boolean }): Promise<Success>
  stream(call: Call, target: Target): Promise<IncomingStream & { readonly hint: RateLimitHint | undefined }>
}

const retries = 2
const firstRetryMs = 100
const writes: readonly OperationName[] = ['create', 'update', 'delete']

const isRead = (request: VendorRequest, operation: OperationName): boolean =>
  !writes.includes(operation) || (request.method ?? 'GET') === 'GET'

const withCredential = (value: unknown, credential: string): unknown => {
  if (value === '{credential}') return credential
  if (Array.isArray(value)) return value.map((item) => withCredential(item, credential))
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withCredential(v, credential)]))
  return value
}

const secretOf = (credential: Credential): string => {
  if (credential.kind === 'token') return credential.accessToken
  return credential.kind === 'api_key' ? credential.apiKey : credential.password
}

/** Everything that must not be shown; worked out only when something is. */
type Secrets = () => readonly string[]

/** The first 64 kB of an error page, more than is ever shown. */
const beginningOf = async (body: Readable): Promise<Buffer> => {
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
  /\bjson\b/i.test(headers['content-type'] ?? '') || body[0] === 0x7b || body[0] === 0x5b

export const createCaller = (dependencies: CallDependencies): Caller => {
  const { transport, throttle, now } = dependencies

  const build = (call: Call, target: Target, credential: Credential): OutgoingRequest => {
    const { adapter, account } = call
    const request = 'link' in target ? target.like : target
    const variables = account.variables
    assertVariables(adapter, variables)
    const base = baseUrlOf(adapter, variables)
    if (call.remoteQuery !== undefined) assertRemoteQuery(adapter, request, call.remoteQuery)
    const url =
      'link' in target
        ? assertLink(adapter, base, target.link)
        : addressOf(base, request, variables, call.remoteQuery, secretOf(credential))
    const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Rollcall' }
    for (const [name, template] of Object.entries(adapter.headers ?? {}))
      headers[name.toLowerCase()] = fill(template, variables)
    let body: string | undefined
    if (request.form !== undefined) {
      body = new URLSearchParams(request.form).toString()
      headers['content-type'] = 'application/x-www-form-urlencoded'
    } else if (request.body !== undefined) {
      body = JSON.stringify(withCredential(request.body, secretOf(credential)))
      headers['content-type'] ??= 'application/json'
    }
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value
    Object.assign(headers, authorise(placementOf(adapter, account.method), credential, variables))
    return { provider: adapter.slug, method: request.method ?? 'GET', url, headers, body }
  }

  /** The body as JSON; as text where it is none and nobody needs it to be understood. */
  const parsed = (response: IncomingResponse, call: Call, secrets: Secrets, lenient: boolean): unknown => {
    const success = response.status >= 200 && response.status < 300
    try {
      if (success || isJson(response.headers, response.body)) return parseJson(response.body, call.adapter.name)
    } catch (cause) {
      // An error page, or a raw answer that is not JSON, is handed on as text.
      if (success && !lenient) {
        const body = redact(response.body.toString('utf8'), secrets())
        throw new ProviderFailure('provider-error', `${call.adapter.name} answered with something that is not JSON.`, {
          cause,
          remote: { status: response.status, body, message: undefined },
          mayHaveBeenApplied: true,
        })
      }
    }
    return response.body.length === 0 ? undefined : response.body.toString('utf8')
  }

  const shown = (call: Call, answer: VendorAnswer, secrets: Secrets): RemoteAnswer => {
    const body = redact(answer.body ?? null, secrets())
    return { status: answer.status, body, message: sentenceOf(call.adapter, body) }
  }

  /** The failure of an answer, or `undefined` for a success. */
  const judge = (call: Call, answer: VendorAnswer, hint: RateLimitHint | undefined, secrets: Secrets) => {
    const verdict = verdictOf(call.adapter, answer, call.operation)
    if (verdict === undefined) return undefined
    const wait =
      verdict.kind === 'rate-limited' || (answer.status === 503 && answer.headers['retry-after'] !== undefined)
        ? retryAfterSeconds(call.adapter.limits, answer, now())
        : undefined
    if (verdict.kind === 'rate-limited' && wait !== undefined) throttle.pause(call.account.id, now() + wait * 1000)
    const remote = shown(call, answer, secrets)
    const context = { operation: call.operation, remote, hint, retryAfterSeconds: wait }
    return { verdict, failure: failureOf(call.adapter, verdict, context) }
  }

  /** Whether the credential is refused for good: asked once more with the adapter's own validation call. */
  const validate = async (call: Call, failure: ProviderFailure): Promise<ProviderFailure> => {
    const { me, list } = call.adapter.users
    const page = {
      size: 1,
      offset: 0,
      after: undefined,
      afterKey: undefined,
      filters: {},
      sort: undefined,
      workspaceId: undefined,
    }
    const probe =
      'request' in me
        ? me.request
        : list.request({ ...page, pass: list.passes?.({})[0] ?? '', variables: call.account.variables })
    try {
      const credential = await call.account.credential(call.context.signal)
      const request = build({ ...call, remoteQuery: undefined }, probe, credential)
      const response = await transport.send(request, call.context)
      const answer = { ...response, body: parsed(response, call, () => secretsOf(credential, request.headers), true) }
      if (verdictOf(call.adapter, answer, 'me')?.kind === 'unauthorised') await call.account.refused(failure.message)
    } catch (error) {
      // A validation that fails decides nothing: the caller gets the vendor's 401 either way.
      if (!(error instanceof ProviderFailure)) throw error
    }
    return failure
  }

  type Judged<R> =
    | { readonly response: R }
    | Exclude<ReturnType<typeof judge>, undefined>
    | { readonly broken: ProviderFailure }

  /** The loop around one call: renewal after a 401, retries of reads, pauses of the throttle. */
  const attempt = async <R>(
    call: Call,
    target: Target,
    once: (request: OutgoingRequest, secrets: Secrets) => Promise<Judged<R>>,
  ): Promise<R> => {
    const { account, adapter, context } = call
    const mayRepeat = isRead('link' in target ? target.like : target, call.operation)
    let renewed = false
    let first = false
    let tries = 0
    for (;;) {
      const credential = await account.credential(context.signal)
      const request = build(call, target, credential)
      await throttle.acquire(account.id, adapter.limits, context, { first })
      const outcome = await once(request, () => secretsOf(credential, request.headers)).catch(
        (error: unknown): Judged<R> => {
          if (error instanceof ProviderFailure && error.options.isTransient === true) return { broken: error }
          throw error
        },
      )
      if ('response' in outcome) return outcome.response
      const failure = 'broken' in outcome ? outcome.broken : outcome.failure
      const kind = 'verdict' in outcome ? outcome.verdict.kind : 'provider-error'
      if (kind === 'unauthorised') {
        const fresh = renewed ? undefined : await account.renew(credential, context.signal)
        if (fresh === undefined) throw await validate(call, failure)
        renewed = true
        continue
      }
      if (kind === 'rate-limited' && mayRepeat) {
        if (now() + (failure.options.retryAfterSeconds ?? 1) * 1000 >= context.deadlineAtMs) throw failure
        first = true
        continue
      }
      tries += 1
      const provenNotSent = 'broken' in outcome && failure.options.mayHaveBeenApplied !== true
      const waitMs = firstRetryMs * 3 ** (tries - 1)
      const mayTryAgain =
        kind === 'provider-error' && failure.options.isTransient === true && (mayRepeat || provenNotSent)
      if (!mayTryAgain || tries > retries || now() + waitMs >= context.deadlineAtMs) throw failure
      await dependencies.wait(waitMs, context.signal)
    }
  }

  const observed = (call: Call, headers: Readonly<Record<string, string>>): RateLimitHint | undefined => {
    const hint = hintOf(call.adapter.limits, headers, now())
    if (hint !== undefined) throttle.observe(call.account.id, call.adapter.limits, hint)
    return hint
  }

  return {
    send: (call, target, options) =>
      attempt<Success>(call, target, async (request, secrets) => {
        const response = await transport.send(request, call.context)
        const hint = observed(call, response.headers)
        const body = parsed(response, call, secrets, options?.lenientBody === true)
        const answer = { status: response.status, headers: response.headers, body }
        const failed = judge(call, answer, hint, secrets)
        if (failed !== undefined) return failed
        const remote = () => shown(call, answer, secrets)
        return { response: { ...answer, bytes: response.body, remote, hint, variables: call.account.variables } }
      }),
    stream: (call, target) =>
      attempt(call, target, async (request, secrets) => {
        const opened = await transport.stream(request, call.context)
        const hint = observed(call, opened.headers)
        if (opened.status >= 200 && opened.status < 300) return { response: { ...opened, hint } }
        const body = parsed({ ...opened, body: await beginningOf(opened.body) }, call, secrets, true)
        const answer = { status: opened.status, headers: opened.headers, body }
        return judge(call, answer, hint, secrets) ?? { response: { ...opened, hint } }
      }),
  }
}

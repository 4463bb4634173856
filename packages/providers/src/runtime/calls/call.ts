import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import type { MethodName } from '@rollcall/contract'
import type { Access } from '../../account.ts'
import type { Variables, VendorAnswer, VendorRequest } from '../../contract.ts'
import { ProviderFailure, type RateLimitHint, type RemoteAnswer, withoutBody } from '../failures.ts'
import { hintOf, retryAfterSeconds } from '../limits/rate-limits.ts'
import type { Throttle } from '../limits/throttle.ts'
import { createLeftOutColumns } from './columns.ts'
import type { IncomingResponse, IncomingStream, OutgoingRequest, Transport } from './exchange.ts'
import { type CleanAnswer, flowWithoutCredential, type HandedOut, handedOut, withoutCredential } from './hand-out.ts'
import { beginningOf, parsed, remoteAnswerOf, type SecretTexts } from './incoming.ts'
import { accessOf, type Call, commonOf, outgoingRequest, type Target } from './outgoing.ts'
import { failureOf, understood, verdictOf } from './verdict.ts'

/** One vendor call: build, authorise, throttle, send, classify; repeated only where that is safe. */

export interface CallDependencies {
  readonly transport: Transport
  readonly throttle: Throttle
  readonly now: () => number
  /** Waits between retries; rejects when the signal fires. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** A vendor's success. Neither `headers` nor `body` holds the account's credential. */
export interface Success extends VendorAnswer {
  /** The received bytes without secrets. @throws ProviderFailure where secrets cannot be removed */
  readonly raw: () => HandedOut
  /** Received bytes of the answer, decoded. */
  readonly byteLength: number
  /** The answer without credentials, for the failure if it is not understood. */
  readonly remote: () => RemoteAnswer
  readonly hint: RateLimitHint | undefined
  readonly variables: Variables
}

/** A streamed body; `removed` as in `HandedOut`. */
export interface Opened extends IncomingStream {
  readonly hint: RateLimitHint | undefined
  readonly removed: readonly string[]
}

export interface Caller {
  send(call: Call, target: Target, options?: { readonly lenientBody?: boolean }): Promise<Success>
  stream(call: Call, target: Target): Promise<Opened>
  /** Columns that are left out of the account's answers now. */
  leftOut(accountId: string): ReadonlySet<string> | undefined
  /** Notes which columns the records of an answer lack; throws where the list needs one of them. */
  learn(call: Call, records: readonly unknown[], remote: () => RemoteAnswer): void
}

const retries = 2
const firstRetryMs = 100
const writes: readonly MethodName[] = ['create', 'update', 'delete']

const isRead = (request: VendorRequest, operation: MethodName): boolean =>
  !writes.includes(operation) || (request.method ?? 'GET') === 'GET'

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** A success without the account's credential; only `remoteAnswerOf` shows a failure. */
const cleaned = (response: IncomingResponse, secrets: SecretTexts): CleanAnswer =>
  isSuccess(response.status) ? withoutCredential(response, secrets()) : { response, hidden: [], text: undefined }

/** The bytes of an answer; an answer that may hold secrets is not shown in the failure either. */
const handOut = ({ adapter }: Call, response: IncomingResponse, hidden: readonly string[]): HandedOut =>
  understood({ remote: () => withoutBody(response.status) }, () => handedOut(adapter, response, hidden))

export const createCaller = (dependencies: CallDependencies): Caller => {
  const { transport, throttle, now } = dependencies
  const columns = createLeftOutColumns(now)
  let arrivals = 0

  /** The failure of an answer, or `undefined` for a success. */
  const judge = (call: Call, answer: VendorAnswer, hint: RateLimitHint | undefined, secrets: SecretTexts) => {
    const verdict = verdictOf(call.adapter, answer, call.operation)
    if (verdict === undefined) return undefined
    const wait =
      verdict.kind === 'rate-limited' || (answer.status === 503 && answer.headers['retry-after'] !== undefined)
        ? retryAfterSeconds(call.adapter.limits, answer, now())
        : undefined
    if (verdict.kind === 'rate-limited' && wait !== undefined) throttle.pause(call.account.id, now() + wait * 1000)
    const remote = remoteAnswerOf(call, answer, secrets)
    const missingColumn = call.adapter.errors.missingColumn?.(answer.body)
    const context = { operation: call.operation, remote, hint, retryAfterSeconds: wait, missingColumn }
    return { verdict, failure: failureOf(call.adapter, verdict, context) }
  }

  type Judged<R> =
    | { readonly response: R }
    | Exclude<ReturnType<typeof judge>, undefined>
    | { readonly broken: ProviderFailure }

  type Once<R> = (request: OutgoingRequest, secrets: SecretTexts, access: Access) => Promise<Judged<R>>

  const observed = (call: Call, headers: Readonly<Record<string, string>>): RateLimitHint | undefined => {
    const hint = hintOf(call.adapter.limits, headers, now())
    if (hint !== undefined) throttle.observe(call.account.id, call.adapter.limits, hint)
    return hint
  }

  /** One request in its turn, and the meaning of its answer. */
  const exchange = async (
    call: Call,
    request: OutgoingRequest,
    secrets: SecretTexts,
    { variables }: Access,
    lenientBody: boolean,
  ): Promise<Judged<Success>> => {
    const came = await transport.send(request, call.context)
    const hint = observed(call, came.headers)
    const { response, hidden, text } = cleaned(came, secrets)
    const body = parsed({ ...response, text }, call, secrets, lenientBody)
    const answer = { status: response.status, headers: response.headers, body }
    const failed = judge(call, answer, hint, secrets)
    if (failed !== undefined) return failed
    const remote = () => remoteAnswerOf(call, answer, secrets)
    const raw = () => handOut(call, response, hidden)
    return { response: { ...answer, raw, byteLength: response.body.length, remote, hint, variables } }
  }

  /**
   * Whether the credential is refused for good: checked by the adapter's validation call, at the `place` of the refused call.
   */
  const validate = async (call: Call, failure: ProviderFailure, place: number): Promise<ProviderFailure> => {
    const { me, list } = call.adapter.users
    const page = {
      size: 1,
      at: list.paging.first,
      filters: {},
      sort: undefined,
      workspaceId: undefined,
    }
    try {
      const access = await accessOf(call)
      const [operation, probe] =
        'request' in me
          ? (['me', me.request] as const)
          : ([
              'list',
              list.request({ ...page, pass: list.passes?.({})[0] ?? '', variables: access.variables }),
            ] as const)
      const asking: Call = { ...call, operation, remoteQuery: undefined }
      const common = commonOf(asking, access)
      const request = outgoingRequest(asking, probe, access, common)
      const release = await throttle.acquire(call.account.id, call.adapter.limits, call.context, {
        place,
        provider: call.adapter.slug,
      })
      const outcome = await exchange(asking, request, () => common.secrets, access, true).finally(release)
      if ('verdict' in outcome && outcome.verdict.kind === 'unauthorised')
        await call.account.refused(failure.options.remote?.status)
    } catch (error) {
      // A validation that fails proves nothing: the caller gets the vendor's 401 either way.
      if (!(error instanceof ProviderFailure)) throw error
    }
    return failure
  }

  /** The loop around one call: renewal after a 401, retries of reads, pauses of the throttle. */
  const attempt = async <R>(call: Call, target: Target, once: Once<R>): Promise<R> => {
    const { account, adapter, context, session } = call
    const mayRepeat = isRead('link' in target ? target.like : target, call.operation)
    arrivals += 1
    const place = arrivals
    let renewed = false
    let tries = 0
    for (;;) {
      const opened = accessOf(call)
      const access = opened instanceof Promise ? await opened : opened
      const common = commonOf(call, access)
      const request = outgoingRequest(call, target, access, common)
      const turn = throttle.acquire(account.id, adapter.limits, context, { place, provider: adapter.slug })
      const release = turn instanceof Promise ? await turn : turn
      let outcome: Judged<R>
      try {
        outcome = await once(request, () => common.secrets, access)
      } catch (error) {
        if (!(error instanceof ProviderFailure && error.options.isTransient === true)) throw error
        outcome = { broken: error }
      } finally {
        release()
      }
      if ('response' in outcome) return outcome.response
      const failure = 'broken' in outcome ? outcome.broken : outcome.failure
      const kind = 'verdict' in outcome ? outcome.verdict.kind : 'provider-error'
      if (kind === 'moved' || kind === 'unauthorised') {
        const fresh = renewed ? undefined : await account.renew(access.credential, context.signal)
        if (fresh === undefined) throw kind === 'moved' ? failure : await validate(call, failure, place)
        renewed = true
        session.access = fresh
        continue
      }
      if (kind === 'rate-limited' && mayRepeat) {
        if (now() + (failure.options.retryAfterSeconds ?? 1) * 1000 >= context.deadlineAtMs) throw failure
        continue
      }
      tries += 1
      const provenNotSent = 'broken' in outcome && failure.options.mayHaveBeenApplied !== true
      const waitMs = firstRetryMs * 3 ** (tries - 1)
      const mayTryAgain =
        kind === 'provider-error' && failure.options.isTransient === true && (mayRepeat || provenNotSent)
      if (!mayTryAgain || tries > (call.once === true ? 0 : retries) || now() + waitMs >= context.deadlineAtMs)
        throw failure
      await dependencies.wait(waitMs, context.signal)
    }
  }

  const asked = <R>(call: Call, target: Target, once: Once<R>): Promise<R> =>
    columns.ask(call, target, (known) => attempt(call, known, once))

  /** A body without secrets. One with members to remove is read to its end first, up to the limit of `raw`. */
  const open = async (call: Call, request: OutgoingRequest, secrets: SecretTexts): Promise<Omit<Opened, 'hint'>> => {
    if (call.adapter.user.secrets === undefined) {
      const opened = await transport.stream(request, call.context)
      if (!isSuccess(opened.status)) return { ...opened, removed: [] }
      const headers = withoutCredential({ ...opened, body: Buffer.alloc(0) }, secrets()).response.headers
      return { ...opened, headers, body: flowWithoutCredential(opened.body, secrets()), removed: [] }
    }
    const { response, hidden } = cleaned(await transport.send(request, call.context), secrets)
    const { headers, bytes, removed } = isSuccess(response.status)
      ? handOut(call, response, hidden)
      : { headers: response.headers, bytes: response.body, removed: [] }
    return { status: response.status, headers, body: Readable.from(bytes.length === 0 ? [] : [bytes]), removed }
  }

  return {
    leftOut: columns.of,
    learn: columns.learn,
    send: (call, target, options) =>
      asked(call, target, (request, secrets, access) =>
        exchange(call, request, secrets, access, options?.lenientBody === true),
      ),
    stream: (call, target) =>
      asked(call, target, async (request, secrets) => {
        const opened = await open(call, request, secrets)
        const hint = observed(call, opened.headers)
        if (isSuccess(opened.status)) return { response: { ...opened, hint } }
        const body = parsed({ ...opened, body: await beginningOf(opened.body) }, call, secrets, true)
        const answer = { status: opened.status, headers: opened.headers, body }
        return judge(call, answer, hint, secrets) ?? { response: { ...opened, hint } }
      }),
  }
}

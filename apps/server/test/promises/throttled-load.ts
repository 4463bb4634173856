import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, importAccount, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** Many simultaneous reads of one account, against a vendor that allows few of them and enforces that. */

/** How the vendor reports its limit: `Retry-After` in seconds, Outreach's headers with instants, or nothing. */
export type Signal = 'retry-after' | 'epoch-reset' | 'silent'

export interface ThrottledLoad {
  readonly signal: Signal
  readonly calls: number
  /** The requests that the vendor accepts in a window; windows start at multiples of their length. */
  readonly limit: number
  readonly windowMs: number
  /** Accounts that the calls use in turn, each with its own limit. */
  readonly accounts?: number
  /** Whether an account that stays below its limit is read all the time too, and how long that takes. */
  readonly hasCalmAccount?: boolean
}

export interface ThrottledResult {
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly tookMs: number
  /** The least that the vendor's windows allow. */
  readonly idealMs: number
  readonly vendorCalls: number
  readonly vendorRefusals: number
  /** Calls out of order, of the account with the most of them. */
  readonly outOfTurn: number
  /** For each account when its last call was answered; ms. */
  readonly accountsTookMs: readonly number[]
  /** Times of the account below its limit, one call after the other: before, and while the others wait; ms. */
  readonly calmP99Ms: number
  readonly busyP99Ms: number
}

interface Limiter {
  take(call: VendorCall): boolean
  /** The users that were requested in each window. */
  windowsOf(key: string): readonly (readonly number[])[]
  refusals(): number
}

/** The header by which the adapters of the two providers show the account. */
const keyOf = ({ headers }: VendorCall): string =>
  String(headers['x-api-token'] ?? headers.authorization).replace('Bearer ', '')

const createLimiter = ({ signal, limit, windowMs }: ThrottledLoad): Limiter => {
  const windows = new Map<string, { readonly endMs: number; readonly ids: number[] }[]>()
  let refused = 0
  return {
    windowsOf: (key) => (windows.get(key) ?? []).map(({ ids }) => ids),
    refusals: () => refused,
    take(call) {
      const key = keyOf(call)
      const nowMs = Date.now()
      const past = windows.get(key) ?? []
      let window = past.at(-1)
      if (window === undefined || window.endMs <= nowMs) {
        window = { endMs: nowMs - (nowMs % windowMs) + windowMs, ids: [] }
        windows.set(key, [...past, window])
      }
      const isTaken = key === 'calm' || window.ids.length < limit
      if (isTaken) window.ids.push(idIn(call.path))
      else refused += 1
      if (key === 'calm') return true
      if (signal === 'epoch-reset') {
        call.response.setHeader('x-ratelimit-limit', limit)
        call.response.setHeader('x-ratelimit-remaining', `${Math.max(0, limit - window.ids.length)}, 19988`)
        call.response.setHeader('x-ratelimit-reset', Math.ceil(window.endMs / 1000))
      }
      if (!isTaken && signal === 'retry-after')
        call.response.setHeader('retry-after', Math.ceil((window.endMs - nowMs) / 1000))
      return isTaken
    },
  }
}

const accountOf = (rollcall: RollcallProcess, signal: Signal, key: string): Promise<string> =>
  signal === 'epoch-reset'
    ? importAccount(rollcall, 'outreach', 'oauth2', { oauth: { token: { access_token: key, expires_in: 7200 } } })
    : importAccount(rollcall, 'pipedrive', 'api_key', { api_key: key, company_domain: 'acme' })

const outreachUser = (id: number) => ({ data: { type: 'user', id, attributes: { name: `User ${id}`, locked: false } } })

const p99 = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length * 0.99)] ?? 0

/** Sends reads of an account one after the other, as many as `until` allows; how long each took. */
const oneByOne = async (rollcall: RollcallProcess, query: string, until: (done: number) => boolean) => {
  const took: number[] = []
  while (!until(took.length)) took.push((await rollcall.ask('GET', '/unified/crm/users/7', { query })).tookMs)
  return took
}

/**
 * How many calls are out of order: all except the longest sequence of calls in the order of their arrival. The vendor chooses
 * which requests of a burst it accepts, so the first window and the order within one do not count.
 */
const outOfTurn = (windows: readonly (readonly number[])[]): number => {
  const taken = windows.slice(1).flatMap((ids) => [...ids].sort((left, right) => left - right))
  // The lowest last call of a sequence of each length.
  const ends: number[] = []
  for (const id of taken) {
    const longer = ends.findIndex((end) => end >= id)
    ends[longer === -1 ? ends.length : longer] = id
  }
  return taken.length - ends.length
}

const startAtWindow = async (windowMs: number): Promise<void> => {
  const leftMs = windowMs - (Date.now() % windowMs)
  await new Promise((resolve) => setTimeout(resolve, leftMs + 5))
}

/** Runs the load against a separate server; the caller checks the result. */
export const runThrottledLoad = async (load: ThrottledLoad): Promise<ThrottledResult> => {
  const limiter = createLimiter(load)
  const { signal, calls, limit, windowMs, accounts = 1, hasCalmAccount = false } = load
  const vendor: FakeVendor = await startVendor((call) => {
    const isTaken = limiter.take(call)
    const id = idIn(call.path)
    const user = signal === 'epoch-reset' ? outreachUser(id) : { success: true, data: pipedriveUser(id) }
    call.json(isTaken ? user : { error: 'too many' }, isTaken ? 200 : 429)
  })
  const folder = await dataFolder()
  const environment = { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_DEADLINE_MS: '120000' }
  const rollcall = await startRollcall({ dataDirectory: folder.path, environment })
  try {
    const calm = await accountOf(rollcall, signal, 'calm')
    const keys = Array.from({ length: accounts }, (_, index) => `busy-${index}`)
    const queries = await Promise.all(keys.map((key) => accountOf(rollcall, signal, key)))
    await oneByOne(rollcall, calm, (done) => !hasCalmAccount || done >= 50)
    const calmMs = await oneByOne(rollcall, calm, (done) => !hasCalmAccount || done >= 150)
    vendor.clear()
    await startAtWindow(windowMs)

    const startedMs = performance.now()
    const statuses: Record<string, number> = {}
    const accountsTookMs = keys.map(() => 0)
    let left = calls
    const answered = Array.from({ length: calls }, async (_, index) => {
      const account = index % accounts
      // Ids count the turns of an account; vendors have no user 0.
      const id = Math.floor(index / accounts) + 1
      const { status } = await rollcall.ask('GET', `/unified/crm/users/${id}`, { query: queries[account] ?? '' })
      statuses[status] = (statuses[status] ?? 0) + 1
      accountsTookMs[account] = performance.now() - startedMs
      left -= 1
    })
    const busyMs = await oneByOne(rollcall, calm, () => !hasCalmAccount || left === 0)
    await Promise.all(answered)
    const tookMs = performance.now() - startedMs
    return {
      statuses,
      tookMs,
      idealMs: (Math.ceil(calls / accounts / limit) - 1) * windowMs,
      vendorCalls: vendor.calls.filter((call) => keyOf(call) !== 'calm').length,
      vendorRefusals: limiter.refusals(),
      outOfTurn: Math.max(...keys.map((key) => outOfTurn(limiter.windowsOf(key)))),
      accountsTookMs,
      calmP99Ms: p99(calmMs),
      busyP99Ms: p99(busyMs),
    }
  } finally {
    await rollcall.stop()
    await vendor.close()
    await folder.dispose()
  }
}

import type { VendorCall, VendorCallObserver, WaitObserver } from '@rollcall/providers'
import type { Family } from './exposition.ts'
import { Histogram } from './histogram.ts'

/** In seconds. */
const callBounds = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]
const waitBounds = [0.1, 0.5, 1, 2.5, 5, 10, 25]

/** The result of a vendor call; `refused`: 401 and 403, `rejected`: every other 4xx except 429. */
type CallOutcome = 'success' | 'refused' | 'rate_limited' | 'rejected' | 'server_error' | 'broken_off' | 'no_answer'
type RefreshOutcome = 'refreshed' | 'refused' | 'failed'
type WaitOutcome = Parameters<WaitObserver['waited']>[2]

const outcomeOf = ({ status, isComplete }: VendorCall): CallOutcome => {
  if (status === undefined) return 'no_answer'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'server_error'
  if (status === 401 || status === 403) return 'refused'
  if (status >= 400) return 'rejected'
  return isComplete ? 'success' : 'broken_off'
}

class OfProvider {
  readonly calls: Record<CallOutcome, number> = {
    success: 0,
    refused: 0,
    rate_limited: 0,
    rejected: 0,
    server_error: 0,
    broken_off: 0,
    no_answer: 0,
  }
  readonly durations = new Histogram(callBounds)
  readonly refreshes: Record<RefreshOutcome, number> = { refreshed: 0, refused: 0, failed: 0 }
  readonly waits: Record<WaitOutcome, number> = { sent: 0, given_up: 0 }
  readonly waited = new Histogram(waitBounds)
}

/** The metrics of the vendors' answers by provider: no account and no user has a series. */
export class VendorMetrics implements VendorCallObserver, WaitObserver {
  readonly #known = new Map<string, OfProvider>()

  #of(provider: string): OfProvider {
    let known = this.#known.get(provider)
    if (known === undefined) {
      known = new OfProvider()
      this.#known.set(provider, known)
    }
    return known
  }

  vendorCallEnded(call: VendorCall): void {
    const known = this.#of(call.provider)
    known.calls[outcomeOf(call)] += 1
    known.durations.observe(call.durationMs / 1000)
  }

  waited(provider: string, milliseconds: number, outcome: WaitOutcome): void {
    const known = this.#of(provider)
    known.waits[outcome] += 1
    known.waited.observe(milliseconds / 1000)
  }

  refreshEnded(provider: string, outcome: RefreshOutcome): void {
    this.#of(provider).refreshes[outcome] += 1
  }

  families(): readonly Family[] {
    const known = [...this.#known].map(([provider, of]) => ({ provider, of }))
    const counted = (
      name: string,
      help: string,
      countsOf: (of: OfProvider) => Readonly<Record<string, number>>,
    ): Family => ({
      name,
      type: 'counter',
      help,
      samples: known.flatMap(({ provider, of }) =>
        Object.entries(countsOf(of)).flatMap(([outcome, value]) =>
          value === 0 ? [] : [{ labels: { provider, outcome }, value }],
        ),
      ),
    })
    const measured = (name: string, help: string, histogramOf: (of: OfProvider) => Histogram): Family => ({
      name,
      type: 'histogram',
      help,
      samples: known.flatMap(({ provider, of }) => histogramOf(of).samples({ provider })),
    })
    return [
      counted(
        'rollcall_vendor_calls_total',
        'Requests to vendors, also to token endpoints, by their result.',
        (of) => of.calls,
      ),
      measured(
        'rollcall_vendor_call_duration_seconds',
        'From the start of a request in the HTTP client to the end of its answer.',
        (of) => of.durations,
      ),
      counted('rollcall_token_refreshes_total', 'Token requests to vendors, by their result.', (of) => of.refreshes),
      counted(
        'rollcall_throttle_waits_total',
        "Requests that waited for their turn under a vendor's limit, or were cancelled while they waited.",
        (of) => of.waits,
      ),
      measured(
        'rollcall_throttle_wait_seconds',
        "How long requests waited for their turn under a vendor's limit; those that did not wait are not counted.",
        (of) => of.waited,
      ),
    ]
  }
}

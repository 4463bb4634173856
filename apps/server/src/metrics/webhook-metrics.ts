import type { Family } from './exposition.ts'
import { Histogram } from './histogram.ts'

/** In seconds: from an immediate delivery to the last try, days later. */
const bounds = [1, 5, 30, 60, 300, 1800, 7200, 43_200, 172_800]

/** The metrics of this process's webhook messages. */
export class WebhookMetrics {
  readonly #outcomes = { delivered: 0, failed: 0, given_up: 0 }
  readonly #lag = new Histogram(bounds)

  delivered(lagMs: number): void {
    this.#outcomes.delivered += 1
    this.#lag.observe(Math.max(0, lagMs) / 1000)
  }

  /** `isLast`: it is not tried again. */
  failed(isLast: boolean): void {
    this.#outcomes[isLast ? 'given_up' : 'failed'] += 1
  }

  families(): readonly Family[] {
    return [
      {
        name: 'rollcall_webhook_tries_total',
        type: 'counter',
        help: 'Tries to send an event to a webhook, by their result; given_up: the last try failed.',
        samples: Object.entries(this.#outcomes).map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
      {
        name: 'rollcall_webhook_lag_seconds',
        type: 'histogram',
        help: 'From an event to its delivery.',
        samples: this.#lag.samples({}),
      },
    ]
  }
}

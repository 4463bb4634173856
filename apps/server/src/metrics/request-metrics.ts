import type { OperationId } from '../contract/specification.ts'
import type { Family } from './exposition.ts'
import { Histogram } from './histogram.ts'

/** In seconds: from the time of a warm read to the longest deadline. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60]
const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const

class OfOperation {
  /** By the first digit of the status, from 1. */
  readonly counts = statusClasses.map(() => 0)
  readonly durations = new Histogram(bounds)
}

/** The metrics of one server's requests by operation: at most as many series as the contract has operations. */
export class RequestMetrics {
  readonly #known = new Map<OperationId | undefined, OfOperation>()
  #inFlight = 0
  #endedEarly = 0
  /** Calls that hold a slot of `ROLLCALL_MAXIMUM_CALLS`. */
  readonly slots = { taken: 0, maximum: 0 }

  began(): void {
    this.#inFlight += 1
  }

  /** `operation` is `undefined` for a request without one, such as one without a valid token. */
  ended(operation: OperationId | undefined, status: number, seconds: number, isWhole: boolean): void {
    this.#inFlight -= 1
    if (!isWhole) this.#endedEarly += 1
    let known = this.#known.get(operation)
    if (known === undefined) {
      known = new OfOperation()
      this.#known.set(operation, known)
    }
    const place = Math.floor(status / 100) - 1
    known.counts[place] = (known.counts[place] ?? 0) + 1
    known.durations.observe(seconds)
  }

  families(): readonly Family[] {
    const known = [...this.#known].map(([operation = 'none', of]) => ({ operation, of }))
    return [
      {
        name: 'rollcall_requests_total',
        type: 'counter',
        help: 'Requests that were answered or broken off, by operation of the contract and class of status.',
        samples: known.flatMap(({ operation, of }) =>
          of.counts.flatMap((value, place) => {
            const status = statusClasses[place]
            return value === 0 || status === undefined ? [] : [{ labels: { operation, status }, value }]
          }),
        ),
      },
      {
        name: 'rollcall_request_duration_seconds',
        type: 'histogram',
        help: 'From the head of a request to the end of its answer.',
        samples: known.flatMap(({ operation, of }) => of.durations.samples({ operation })),
      },
      {
        name: 'rollcall_requests_ended_early_total',
        type: 'counter',
        help: 'Requests whose caller disconnected before the answer was complete, and answers that broke off.',
        samples: [{ value: this.#endedEarly }],
      },
      {
        name: 'rollcall_requests_in_flight',
        type: 'gauge',
        help: 'Requests whose answer is not complete.',
        samples: [{ value: this.#inFlight }],
      },
      {
        name: 'rollcall_calls_in_flight',
        type: 'gauge',
        help: 'Calls that hold a slot of ROLLCALL_MAXIMUM_CALLS.',
        samples: [{ value: this.slots.taken }],
      },
      {
        name: 'rollcall_calls_maximum',
        type: 'gauge',
        help: 'ROLLCALL_MAXIMUM_CALLS: further calls are a 503.',
        samples: [{ value: this.slots.maximum }],
      },
    ]
  }
}

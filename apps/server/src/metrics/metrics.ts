import { exposition, type Family } from './exposition.ts'
import { ProcessMetrics } from './process-metrics.ts'
import { RequestMetrics } from './request-metrics.ts'
import { VendorMetrics } from './vendor-metrics.ts'
import { WebhookMetrics } from './webhook-metrics.ts'

type Families = readonly Family[]

/**
 * The counts of one server. A request adds to plain numbers; names, labels and text are made at a scrape. Every label has a
 * fixed list of values (operations, classes of status, providers, outcomes): never an id.
 */
export class Metrics {
  readonly requests = new RequestMetrics()
  readonly vendors = new VendorMetrics()
  readonly webhooks = new WebhookMetrics()
  readonly #process = new ProcessMetrics()
  readonly #events = { failedAuthentications: 0, refusedAccounts: 0, auditFailures: 0 }
  readonly #sources: (() => Families | Promise<Families>)[] = []
  readonly #index: number | undefined

  /** `processIndex`: the index of this process among several on one port; a label of every sample then. */
  constructor(processIndex?: number) {
    this.#index = processIndex
  }

  /** Adds one to a count of rare events. */
  count(event: 'failedAuthentications' | 'refusedAccounts' | 'auditFailures'): void {
    this.#events[event] += 1
  }

  /** Adds metrics that are read at each scrape. */
  add(source: () => Families | Promise<Families>): void {
    this.#sources.push(source)
  }

  /** The text that Prometheus reads. */
  async text(): Promise<string> {
    const asked = await Promise.all(this.#sources.map((source) => source()))
    const { failedAuthentications, refusedAccounts, auditFailures } = this.#events
    const counters = (
      [
        ['rollcall_failed_authentications_total', 'Requests whose token was not valid.', failedAuthentications],
        ['rollcall_accounts_refused_total', 'Accounts whose credential a vendor refused for good.', refusedAccounts],
        ['rollcall_audit_failures_total', 'Entries of the audit log that could not be written.', auditFailures],
      ] as const
    ).map(([name, help, value]): Family => ({ name, type: 'counter', help, samples: [{ value }] }))
    return exposition(
      [
        ...this.requests.families(),
        ...this.vendors.families(),
        ...this.webhooks.families(),
        ...asked.flat(),
        ...counters,
        ...this.#process.families(),
      ],
      this.#index === undefined ? {} : { process: String(this.#index) },
    )
  }
}

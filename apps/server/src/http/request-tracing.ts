import type { VendorCall } from '@rollcall/providers'

/** An ended request in the form of a trace: no path and no query, since both may name people. */
export interface EndedRequest {
  readonly requestId: string
  readonly operation: string | undefined
  readonly provider: string | undefined
  readonly method: string
  readonly status: number
  readonly problem: string | undefined
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number
  readonly durationMs: number
  /** Of the caller: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string | undefined
  readonly vendorCalls: readonly VendorCall[]
}

/** Makes spans of requests, where an exporter is configured. */
export interface RequestTracing {
  /** @returns the id of the trace, for the log; `undefined` where the request is not sampled */
  ended(request: EndedRequest): string | undefined
}

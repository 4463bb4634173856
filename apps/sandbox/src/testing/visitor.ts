import type { VendorControl } from '../instance.ts'
import { createSandboxOf } from '../server.ts'
import type { Vendor } from '../vendor.ts'

/** The other parts of a request besides method and path. */
export interface Visit {
  /** The real host; null sends none, as an SDK with the sandbox as its base URL does. Default: the vendor's default host. */
  readonly host?: string | null
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent urlencoded. */
  readonly form?: Readonly<Record<string, string>>
  /** Sent unchanged. */
  readonly body?: string
}

/** The answer. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body when the text is JSON; undefined otherwise. Typed loosely so that a test can assert its shape. */
  readonly json: unknown
}

/** One vendor in a separate sandbox, with a stopped clock. */
export interface Visitor {
  readonly origin: string
  readonly control: VendorControl
  send(method: string, path: string, visit?: Visit): Promise<Answer>
  /** Moves the vendor's clock. */
  advance(timeMs: number): void
  close(): Promise<void>
}

/** The first time of the clock: after every date of the people. */
export const visitorStart = new Date('2026-06-01T12:00:00.000Z')

/** Starts a sandbox with one vendor on a free port. Close it after the tests. */
export const visit = async (vendor: Vendor): Promise<Visitor> => {
  let nowMs = visitorStart.getTime()
  const sandbox = createSandboxOf([vendor], () => new Date(nowMs))
  const { origin } = await sandbox.listen()
  return {
    origin,
    control: sandbox.control(vendor.slug),
    advance: (timeMs) => {
      nowMs += timeMs
    },
    close: () => sandbox.close(),
    send: async (method, path, options = {}) => {
      const host = options.host === undefined ? vendor.defaultHost : options.host
      const response = await fetch(`${origin}/${vendor.slug}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(host === null ? {} : { 'x-forwarded-host': host }),
          ...contentType(options),
          ...options.headers,
        },
        ...sentBody(options),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: parse(text) }
    },
  }
}

const contentType = (options: Visit): Record<string, string> => {
  if (options.json !== undefined) return { 'content-type': 'application/json' }
  return options.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
}

const sentBody = (options: Visit): { body?: string } => {
  if (options.json !== undefined) return { body: JSON.stringify(options.json) }
  if (options.form) return { body: new URLSearchParams(options.form).toString() }
  return options.body === undefined ? {} : { body: options.body }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

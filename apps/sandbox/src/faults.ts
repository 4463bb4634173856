import { isRecord, type VendorRequest } from './request.ts'
import { escapePattern } from './routes.ts'

/** A misbehaviour for the next matching calls. Only the first fault that matches acts. */
export interface Fault {
  /** Which calls; all members must fit. Default: every call to the vendor. */
  readonly match?: {
    readonly method?: string
    /** A prefix of the path without the slug, or a pattern for all of it when it holds a star (`/v1/users/*`). */
    readonly path?: string
    /** Text that the query or the body holds, for instance a GraphQL operation. */
    readonly contains?: string
  }
  /** How many matching calls are not affected first. Default 0. */
  readonly after?: number
  /** How many matching calls are affected. Default: all. */
  readonly times?: number
  /** Waits before it does anything; ends when the caller disconnects. */
  readonly latency_ms?: number
  /**
   * Answers with it and the vendor never sees the call. Without it the vendor acts, and the other members change its answer.
   */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text is sent unchanged, any other value as JSON. */
  readonly body?: unknown
  /** Ends the connection. Without `status` the vendor HAS acted on the call; only its answer is lost. */
  readonly drop?: 'before-answer' | 'after-headers' | 'mid-body'
  /** Sends only this many bytes, as a complete answer of that length. */
  readonly truncate_bytes?: number
  /** Never answers; the vendor does not act. */
  readonly hang?: boolean
}

/** The faults of one vendor, in the order in which they were added. */
export class FaultList {
  #faults: { readonly fault: Fault; seen: number }[] = []

  /** Adds one at the end. */
  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 })
  }

  /** Removes all. */
  clear(): void {
    this.#faults = []
  }

  /** The faults that can still act. */
  list(): readonly Fault[] {
    return this.#faults.filter((entry) => !spent(entry)).map((entry) => entry.fault)
  }

  /** The fault for this call, which is counted. */
  take(request: VendorRequest): Fault | undefined {
    for (const entry of this.#faults) {
      if (spent(entry) || !matches(entry.fault, request)) continue
      entry.seen += 1
      if (entry.seen > (entry.fault.after ?? 0)) return entry.fault
    }
    return undefined
  }
}

/** Reads a fault from JSON; throws an Error whose message names the first mistake. */
export const parseFault = (value: unknown): Fault => {
  if (!isRecord(value)) throw new Error('a fault is a JSON object')
  only(value, 'a fault', Object.keys(faultMembers))
  for (const [name, check] of Object.entries(faultMembers)) {
    const member = value[name]
    if (member !== undefined && !check.fits(member)) throw new Error(`${name} must be ${check.means}`)
  }
  if (isRecord(value.match)) only(value.match, 'match', ['method', 'path', 'contains'])
  return value
}

interface Check {
  readonly fits: (value: unknown) => boolean
  readonly means: string
}

const count: Check = {
  fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  means: 'a whole number, zero or more',
}
const texts: Check = {
  fits: (value) => isRecord(value) && Object.values(value).every((member) => typeof member === 'string'),
  means: 'an object of texts',
}
const faultMembers: Readonly<Record<string, Check>> = {
  match: texts,
  after: count,
  times: count,
  latency_ms: count,
  status: {
    fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599,
    means: 'a status from 200 to 599',
  },
  headers: texts,
  body: { fits: () => true, means: 'anything' },
  drop: {
    fits: (value) => value === 'before-answer' || value === 'after-headers' || value === 'mid-body',
    means: 'before-answer, after-headers or mid-body',
  },
  truncate_bytes: count,
  hang: { fits: (value) => typeof value === 'boolean', means: 'true or false' },
}

const only = (value: Record<string, unknown>, what: string, known: readonly string[]): void => {
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`${what} has no ${unknown}; it may have ${known.join(', ')}`)
}

const spent = (entry: { readonly fault: Fault; readonly seen: number }): boolean =>
  entry.fault.times !== undefined && entry.seen >= entry.fault.times + (entry.fault.after ?? 0)

const matches = ({ match }: Fault, request: VendorRequest): boolean => {
  if (!match) return true
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false
  if (match.path !== undefined && !pathFits(match.path, request.path)) return false
  if (match.contains === undefined) return true
  return request.rawQuery.includes(match.contains) || request.body.toString('utf8').includes(match.contains)
}

const pathFits = (wanted: string, path: string): boolean => {
  if (!wanted.includes('*')) return path.startsWith(wanted)
  return new RegExp(`^${wanted.split('*').map(escapePattern).join('.*')}$`).test(path)
}

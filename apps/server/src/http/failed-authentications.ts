import { isIPv6 } from 'node:net'
import { Refusal } from '@rollcall/providers'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** The counts of attempts with invalid tokens in this process; without tokens and addresses. */
export interface FailedAuthentications {
  /** All attempts since the start. */
  readonly total: number
  /** Counts one attempt. @throws Refusal `rate-limited` beyond the limit of its address */
  note(address: string | undefined): void
}

const windowMs = 60_000
/** Addresses that are distinguished in one window; all further ones share one count. */
const maximumAddresses = 10_000
const otherAddresses = 'others'

/** An IPv4 address, or the network of 64 bits of an IPv6 address, which belongs to one caller. */
const networkOf = (address = ''): string => {
  const [plain = ''] = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':')
    groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => '0'), ...last)
  }
  return groups.slice(0, 4).join(':')
}

/**
 * Counts attempts with tokens that are not valid, by address in windows of a minute, in limited memory; 0 sets no limit. One
 * line of the log a minute has their number.
 */
export const countFailedAuthentications = (
  limit: number,
  {
    clock,
    logger,
    metrics,
  }: { readonly clock: Pick<Clock, 'now'>; readonly logger: Logger; readonly metrics?: Pick<Metrics, 'count'> },
): FailedAuthentications => {
  let total = 0
  let current = 0
  let counts = new Map<string, number>()
  let ofWindow = { failed: 0, limited: 0 }

  const report = (): void => {
    if (ofWindow.failed > 0) logger.warn({ ...ofWindow, total }, 'failed authentications of a minute')
    counts = new Map()
    ofWindow = { failed: 0, limited: 0 }
  }

  return {
    get total() {
      return total
    },
    note(address) {
      const nowMs = clock.now()
      const window = Math.floor(nowMs / windowMs)
      const leftMs = (window + 1) * windowMs - nowMs
      if (window !== current) {
        report()
        current = window
        setTimeout(() => {
          if (current === window) report()
        }, leftMs).unref()
      }
      total += 1
      metrics?.count('failedAuthentications')
      ofWindow.failed += 1
      if (limit === 0) return
      const network = networkOf(address)
      const key = counts.has(network) || counts.size < maximumAddresses ? network : otherAddresses
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      if (count <= limit) return
      ofWindow.limited += 1
      throw new Refusal(
        'rate-limited',
        `This address has sent ${limit} tokens that are not valid within a minute, which is the limit; a request with a valid token is still served.`,
        { headers: { 'Retry-After': String(Math.max(1, Math.ceil(leftMs / 1000))) } },
      )
    },
  }
}

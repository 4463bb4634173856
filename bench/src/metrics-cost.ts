import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { VendorTally } from '../../apps/server/src/http/vendor-tally.ts'
import { Metrics } from '../../apps/server/src/metrics/metrics.ts'

/**
 * The time that the metrics of one read take: the server notes the beginning and the end of one request, and times one vendor
 * call for both observers. `node bench/src/metrics-cost.ts` prints nanoseconds a request.
 */

const requests = 5_000_000
const rounds = 5

const metrics = new Metrics()
const bestNs = (work: () => void): number => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now()
    for (let request = 0; request < requests; request += 1) work()
    best = Math.min(best, ((performance.now() - startedMs) * 1e6) / requests)
  }
  return best
}

const counted = bestNs(() => {
  metrics.requests.began()
  metrics.requests.ended('getUser', 200, 0.004, true)
})
const observed = bestNs(() => {
  const tally = new VendorTally()
  const startedAtMs = performance.now()
  const call = {
    provider: 'pipedrive',
    method: 'GET',
    host: 'api.pipedrive.com',
    status: 200,
    isComplete: true,
    startedAtMs,
    durationMs: performance.now() - startedAtMs,
  }
  tally.vendorCallEnded(call)
  metrics.vendors.vendorCallEnded(call)
})
const startedMs = performance.now()
const { length } = await metrics.text()
const scrapeMs = performance.now() - startedMs

process.stdout.write(
  `a request ${counted.toFixed(0)} ns, a vendor call ${observed.toFixed(0)} ns; a scrape of ${length} characters ${scrapeMs.toFixed(1)} ms\n`,
)

import { runThrottledLoad, type Signal } from '../test/promises/throttled-load.ts'

/**
 * A thousand reads at once of an account whose vendor takes a hundred in ten seconds, for each way in which vendors report
 * their limits. Prints the measurements and fails where a promise is not kept. Takes five minutes.
 */

const load = { calls: 1000, limit: 100, windowMs: 10_000, hasCalmAccount: true }
const signals: readonly Signal[] = ['retry-after', 'epoch-reset', 'silent']
const names: Readonly<Record<Signal, string>> = {
  'retry-after': 'Retry-After in seconds',
  'epoch-reset': 'reset as an instant',
  silent: 'nothing is said',
}

const isKept = (kept: boolean): string => (kept ? 'kept' : 'BROKEN')

let broken = 0
for (const signal of signals) {
  // Pipedrive's adapter waits 2 s where the answer has no wait; a limit of 20 in 2 s is the same rate.
  const size = signal === 'silent' ? { ...load, limit: 20, windowMs: 2000 } : load
  const result = await runThrottledLoad({ signal, ...size })
  const promises = {
    'all succeed': result.statuses[200] === load.calls,
    'as fast as the vendor allows': result.tookMs < result.idealMs * 1.1 + 1000,
    'few are sent in vain': result.vendorRefusals < load.calls * 1.1,
    'in order': result.outOfTurn <= load.calls * 0.1,
    'another account feels nothing': result.busyP99Ms < Math.max(2 * result.calmP99Ms, 10),
  }
  process.stdout.write(`${names[signal]}: ${JSON.stringify(result)}\n`)
  for (const [promise, kept] of Object.entries(promises)) process.stdout.write(`  ${isKept(kept)}: ${promise}\n`)
  broken += Object.values(promises).filter((kept) => !kept).length
}
process.exit(broken === 0 ? 0 : 1)

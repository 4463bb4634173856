import { type Finding, failed, ok, warning } from './finding.ts'

const tolerableSeconds = 5
/** From this difference on, tokens and signatures are refused. */
const harmfulSeconds = 60

/** Compares this machine's clock with another one. */
export const compareClocks = (theirsMs: number, whose: string, oursMs: number): Finding => {
  const seconds = Math.round(Math.abs(theirsMs - oursMs) / 1000)
  if (seconds <= tolerableSeconds) return ok('clock', `The clock of this machine agrees with that of ${whose}.`)
  const detail = `The clock of this machine is ${seconds} seconds ${oursMs > theirsMs ? 'ahead of' : 'behind'} that of ${whose}; set it by NTP.`
  return seconds > harmfulSeconds ? failed('clock', detail) : warning('clock', detail)
}

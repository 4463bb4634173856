import type { VendorCall, VendorCallObserver } from '@rollcall/providers'

/** A search through many accounts makes more calls than a trace needs. */
const maximumKept = 256

/** Counts the vendor calls of one request, without the refresh of a token, which other requests wait for too. */
export class VendorTally implements VendorCallObserver {
  calls = 0
  /** The sum of all; simultaneous calls are added. */
  milliseconds = 0
  /** The calls themselves, where they are to be traced. */
  kept: VendorCall[] | undefined

  vendorCallEnded(call: VendorCall): void {
    this.calls += 1
    this.milliseconds += call.durationMs
    if (this.kept !== undefined && this.kept.length < maximumKept) this.kept.push(call)
  }
}

import type { VendorCall, VendorCallObserver } from '@rollcall/providers'

/** A search through many accounts makes more calls than anybody reads of a trace. */
const maximumKept = 256

/** The vendor calls of one request, counted. A token that others wait for too is refreshed outside of it. */
export class VendorTally implements VendorCallObserver {
  calls = 0
  /** The sum of all; calls at the same time count each. */
  milliseconds = 0
  /** The calls themselves, where they are to be traced. */
  kept: VendorCall[] | undefined

  vendorCallEnded(call: VendorCall): void {
    this.calls += 1
    this.milliseconds += call.durationMs
    if (this.kept !== undefined && this.kept.length < maximumKept) this.kept.push(call)
  }
}

import type { VendorCall, VendorCallObserver } from '@rollcall/providers'

/** The vendor calls of one request, counted. A token that others wait for too is refreshed outside of it. */
export class VendorTally implements VendorCallObserver {
  calls = 0
  /** The sum of all; calls at the same time count each. */
  milliseconds = 0

  vendorCallEnded({ durationMs }: VendorCall): void {
    this.calls += 1
    this.milliseconds += durationMs
  }
}

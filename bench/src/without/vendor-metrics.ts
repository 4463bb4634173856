import { VendorMetrics as Whole } from '../../../apps/server/src/metrics/vendor-metrics.ts'

/** No call of a vendor is counted. */
export class VendorMetrics extends Whole {
  override vendorCallEnded(): void {}
  override waited(): void {}
}

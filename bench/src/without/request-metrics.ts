import { RequestMetrics as Whole } from '../../../apps/server/src/metrics/request-metrics.ts'

/** No request is counted. */
export class RequestMetrics extends Whole {
  override began(): void {}
  override ended(): void {}
}

import { expositionType } from '../metrics/exposition.ts'
import type { Operation } from './operation.ts'

/** `GET /metrics` */
export const getMetrics: Operation<'getMetrics'> = {
  access: 'environment',
  audit: 'none',
  async handle(_request, { metrics }) {
    return { status: 200, headers: { 'Content-Type': expositionType }, body: await metrics.text() }
  },
}

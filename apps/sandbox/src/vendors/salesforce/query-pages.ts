import { recordId } from './ids.ts'
import type { Row } from './soql-evaluate.ts'

/** One page of a query's answer. */
export interface QueryPage {
  readonly totalSize: number
  readonly done: boolean
  readonly nextRecordsUrl?: string
  readonly records: readonly Row[]
}

const defaultBatchSize = 2000
const smallestBatchSize = 200
/** Older cursors are removed, so that a sandbox that runs for weeks does not grow. */
const keptCursors = 200

/** The cursors of an org: each holds the rows from the time of the query. */
export class QueryPages {
  readonly #cursors = new Map<string, { rows: readonly Row[]; batchSize: number }>()
  #opened = 0

  /** The first page; `base` is `/services/data/v66.0`. */
  open(total: number, rows: readonly Row[], batchSize: number, base: string): QueryPage {
    if (rows.length <= batchSize) return { totalSize: total, done: true, records: rows }
    this.#opened += 1
    const cursor = recordId('01g', this.#opened)
    this.#cursors.set(cursor, { rows, batchSize })
    for (const old of this.#cursors.keys()) {
      if (this.#cursors.size <= keptCursors) break
      this.#cursors.delete(old)
    }
    return this.#page(cursor, 0, base)
  }

  /** The page of a locator (`01g…-2000`); undefined when the cursor is unknown. */
  next(locator: string, base: string): QueryPage | undefined {
    const [, cursor = '', start = ''] = /^(\w{18})-(\d+)$/.exec(locator) ?? []
    const rows = this.#cursors.get(cursor)?.rows.length
    return rows === undefined || Number(start) >= rows ? undefined : this.#page(cursor, Number(start), base)
  }

  #page(cursor: string, start: number, base: string): QueryPage {
    const { rows, batchSize } = this.#cursors.get(cursor) ?? { rows: [], batchSize: defaultBatchSize }
    const end = start + batchSize
    const records = rows.slice(start, end)
    if (end >= rows.length) return { totalSize: rows.length, done: true, records }
    return { totalSize: rows.length, done: false, nextRecordsUrl: `${base}/query/${cursor}-${end}`, records }
  }
}

/** The value of `Sforce-Query-Options: batchSize=500`: a hint, limited to 200 to 2000. */
export const batchSizeOf = (header: string | undefined): number => {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1]
  if (asked === undefined) return defaultBatchSize
  return Math.min(defaultBatchSize, Math.max(smallestBatchSize, Number(asked)))
}

/** A call to a simulator and its answer. */
export interface Exchange {
  readonly method: string
  /** The vendor's path, without the query. */
  readonly path: string
  /** The JSON that was sent. */
  readonly sent: unknown
  readonly status: number
  /** Undefined when the answer had no JSON. */
  readonly body: unknown
}

/** A place where an answer differs from the vendor's specification. */
export interface Deviation {
  /** JSON pointer into the answer; empty for the whole of it. */
  readonly pointer: string
  readonly message: string
}

/** A vendor's published specification. */
export interface VendorSpec {
  /** Empty when the answer is as published. */
  deviations(exchange: Exchange): readonly Deviation[]
}

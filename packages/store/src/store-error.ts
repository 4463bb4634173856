/** The store cannot do its work: one sentence that says why and what to do. Nothing in it is a secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError' as const
}

/** The store cannot work: one sentence that says why and what to do. It has no secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError' as const
}

/** The database was not reached when it was opened; the same may work later. */
export class StoreNotReached extends StoreError {}

/** The credential of an account does not open: the account alone cannot be used. */
export class UnopenedCredential extends StoreError {}

/** The database cannot be reached now; a repeat may work. The message has no secret. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable' as const
}

/** The result of `work`, or `undefined` when it throws a StoreError. */
export const openedOrNot = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}

/** The result of `work`. @throws StoreError with this sentence when it throws one */
export const openOr = <T>(sentence: string, work: () => T): T => {
  try {
    return work()
  } catch (cause) {
    throw cause instanceof StoreError ? new StoreError(sentence, { cause }) : cause
  }
}

/**
 * Works on items, at most `atOnce` of them at a time, in their order. After `signal` is aborted it begins none, and ends
 * when those that it has begun have ended. It rejects with the first failure, and begins none after it either.
 */
export const workThrough = async <Item>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = []
  const waiting = items.values()
  const go = async (): Promise<void> => {
    for (const item of waiting) {
      if (signal.aborted || failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, go))
  if (failures.length > 0) throw failures[0]
}

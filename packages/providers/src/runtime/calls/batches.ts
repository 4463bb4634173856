/**
 * Collects the items of one iteration of the event loop, and runs them one after the other when all its sockets are read.
 * With several requests under way the code for an item is then still in the processor's caches for the next one, while the
 * code of the sockets in between would displace it. `run` must not throw.
 */
export const inBatches = <T>(run: (item: T) => void): ((item: T) => void) => {
  let items: T[] = []
  const runAll = (): void => {
    const all = items
    items = []
    for (const item of all) run(item)
  }
  return (item) => {
    if (items.push(item) === 1) setImmediate(runAll)
  }
}

/**
 * Runs the items of one turn of the event loop one after the other, once all sockets of the turn are read. Between two
 * sockets the processor's caches would lose the code of the first: with several requests under way, code that runs several
 * times in a row takes much less time for each. `run` must not throw.
 */
export const atEndOfTurn = <T>(run: (item: T) => void): ((item: T) => void) => {
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

/**
 * Works on items, at most `atOnce` of them at a time, and yields each result with the place of its item as soon as it is
 * known. An item is read only when work on it begins. `work` must not reject.
 */
export async function* asTheyEnd<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [place: number, result: Result]> {
  const running = new Map<number, Promise<readonly [number, Result]>>()
  const run = async (place: number, item: Item) => [place, await work(item)] as const
  const next = async () => {
    const ended = await Promise.race(running.values())
    running.delete(ended[0])
    return ended
  }
  let place = 0
  for await (const item of items) {
    running.set(place, run(place, item))
    place += 1
    if (running.size >= atOnce) yield await next()
  }
  while (running.size > 0) yield await next()
}

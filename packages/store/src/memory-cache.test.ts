import { describe, expect, it } from 'vitest'
import { MemoryCache, maximumAgeMs } from './memory-cache.ts'

describe('a cached value', () => {
  it('is forgotten after a minute', () => {
    let nowMs = 0
    const cache = new MemoryCache<string>(() => nowMs)
    cache.put('a', 'old')
    nowMs = maximumAgeMs - 1
    expect(cache.get('a')).toBe('old')
    nowMs = maximumAgeMs
    expect(cache.get('a')).toBeUndefined()
    expect(maximumAgeMs).toBe(60_000)
  })

  it('is not cached by a read that began before it was removed', () => {
    const cache = new MemoryCache<string>(() => 0)
    const mark = cache.mark()
    cache.forget('a')
    cache.put('a', 'deleted', mark)
    expect(cache.get('a')).toBeUndefined()
    cache.put('a', 'new', cache.mark())
    expect(cache.get('a')).toBe('new')
  })

  it('is read once for callers of the same moment, and again for the next one', async () => {
    const cache = new MemoryCache<string>(() => 0)
    let reads = 0
    const read = async () => {
      reads += 1
      return `read ${reads}`
    }
    const callers = Array.from({ length: 3 }, () => cache.readOrOld('a', read))
    expect(await Promise.all(callers)).toEqual(['read 1', 'read 1', 'read 1'])
    expect(await cache.readOrOld('a', read)).toBe('read 2')
    expect(await Promise.all([cache.readOrOld('a', read), cache.readOrOld('b', read)])).toEqual(['read 3', 'read 4'])
  })

  it.each<readonly [string, (cache: MemoryCache<string>) => void]>([
    ['it was forgotten', (cache) => cache.forget('a')],
    ['it was out of date', (cache) => cache.remove('a')],
    ['some were forgotten', (cache) => cache.forgetWhere(() => false)],
    ['changes may have been missed', (cache) => cache.doubt()],
    // Not kept, since something else was forgotten meanwhile.
    ['a newer one was written', (cache) => cache.put('a', 'new', cache.mark() - 1)],
  ])('is never that of a read that began before %s', async (_when, happens) => {
    const cache = new MemoryCache<string>(() => 0)
    const slow = Promise.withResolvers<string>()
    const before = cache.readOrOld('a', () => slow.promise)
    happens(cache)
    const after = cache.readOrOld('a', async () => 'newer')
    slow.resolve('older')
    expect([await before, await after]).toEqual(['older', 'newer'])
  })

  it('is read again after a read that failed, which all its callers hear of', async () => {
    const cache = new MemoryCache<string>(() => 0)
    const fail = () => Promise.reject(new Error('No answer.'))
    const [one, two] = await Promise.allSettled([cache.readOrOld('a', fail), cache.readOrOld('a', fail)])
    expect([one?.status, two?.status]).toEqual(['rejected', 'rejected'])
    expect(await cache.readOrOld('a', async () => 'there')).toBe('there')
  })

  it('can be forgotten by what it is', () => {
    const cache = new MemoryCache<string>(() => 0)
    const mark = cache.mark()
    for (const value of ['a', 'b']) cache.put(value, value)
    cache.forgetWhere((value) => value === 'a')
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'b'])
    cache.put('a', 'a', mark)
    expect(cache.get('a')).toBeUndefined()
  })
})

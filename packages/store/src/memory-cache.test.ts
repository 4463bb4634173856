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

  it('can be removed by a condition on the value', () => {
    const cache = new MemoryCache<string>(() => 0)
    const mark = cache.mark()
    for (const value of ['a', 'b']) cache.put(value, value)
    cache.forgetWhere((value) => value === 'a')
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'b'])
    cache.put('a', 'a', mark)
    expect(cache.get('a')).toBeUndefined()
  })
})

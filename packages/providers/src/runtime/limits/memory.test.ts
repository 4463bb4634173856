import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryBudget, measureJson, measureValue, roomForAnswer } from './memory.ts'

describe('the memory for the answers of vendors', () => {
  it('is shared by all calls, and a call that gets none releases all that it holds', () => {
    const memory = createMemoryBudget(100)
    const [one, other] = [memory.open(), memory.open()]
    one.take(60)
    other.take(20)
    expect(() => other.take(21)).toThrow('The answers of vendors use all memory')
    expect([memory.usedBytes, one.bytes, other.bytes]).toEqual([60, 60, 0])
    other.take(40)
    expect([memory.usedBytes, one.bytes, other.bytes]).toEqual([100, 60, 40])
  })

  it('is available again when a call releases it, in parts and at its end', () => {
    const memory = createMemoryBudget(100)
    const call = memory.open()
    call.take(100)
    call.free(30)
    expect([memory.usedBytes, call.bytes]).toEqual([70, 70])
    call.free(500)
    call.take(100)
    call.end()
    call.end()
    expect(memory.usedBytes).toBe(0)
  })

  it('counts nothing for a call that has ended', () => {
    const memory = createMemoryBudget(100)
    const call = memory.open()
    call.end()
    call.take(1000)
    expect(memory.usedBytes).toBe(0)
  })

  it.each([
    ['overloaded', 'another call holds it', 50],
    ['provider-response-too-large', 'the call alone needs more than there is', 101],
  ])('is refused as %s where %s; the request may have been applied', (slug, _why, bytes) => {
    const memory = createMemoryBudget(100)
    memory.open().take(60)
    try {
      memory.open().take(bytes)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ slug, options: { mayHaveBeenApplied: true } })
    }
  })
})

describe('the memory for one answer', () => {
  const megabyte = 1024 * 1024

  it('is reserved in one step for an answer with a known length, and is exact when the answer is complete', () => {
    const call = createMemoryBudget(1000 * megabyte).open()
    const room = roomForAnswer(call, 20 * megabyte)
    room.hold(10 * megabyte)
    const whole = call.bytes
    room.hold(5 * megabyte)
    room.hold(10 * megabyte)
    room.settle(10 * megabyte)
    expect(call.bytes).toBe(whole)
  })

  it('is that of the largest answer for a large one of unknown length, until it is complete', () => {
    const call = createMemoryBudget(1000 * megabyte).open()
    const room = roomForAnswer(call, 20 * megabyte)
    room.hold(1000)
    const small = call.bytes
    room.hold(megabyte)
    expect(call.bytes).toBe(small * ((20 * megabyte) / 1000))
    room.settle(megabyte)
    expect(call.bytes).toBe(small * (megabyte / 1000))
  })
})

describe('the measure of JSON', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce<number>((deepest, member) => Math.max(deepest, depthOf(member)), 0)
      : 0
  const containersOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce<number>((sum, member) => sum + containersOf(member), 0)
      : 0

  it('equals that of the parsed value, whatever its strings hold', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ']', ',', ':', 'a', 'é') })
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.array(tie('value')), fc.dictionary(text, tie('value'))),
    }))
    fc.assert(
      fc.property(value, (made) => {
        const { depth, containers } = measureJson(Buffer.from(JSON.stringify(made)), 500)
        expect([depth, containers]).toEqual([depthOf(made), containersOf(made)])
      }),
    )
  })

  it('is the same for a parsed value and its text, and reads no deeper than it must', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (made) => {
        const { depth, containers } = measureJson(Buffer.from(JSON.stringify(made)), 500)
        expect(measureValue(JSON.parse(JSON.stringify(made)), 500)).toMatchObject({ depth, containers })
      }),
    )
    expect(measureValue(JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), 500).depth).toBe(501)
  })

  it('reports numbers that may have lost digits', () => {
    const isDoubtful = (text: string): boolean => measureValue(JSON.parse(text), 500).hasDoubtfulNumbers
    expect(isDoubtful('{"id": 9007199254740993}')).toBe(true)
    expect(isDoubtful('[[-0.1234567890123456]]')).toBe(true)
    expect(isDoubtful('{"id": 9007199254740991, "phone": "9007199254740993"}')).toBe(false)
  })

  it('ends one level below the deepest that is allowed', () => {
    expect(measureJson(Buffer.from('['.repeat(10_000)), 500).depth).toBe(501)
    expect(measureJson(Buffer.from('[]'.repeat(1000)), 500).depth).toBe(1)
  })

  it('reads each byte a constant number of times, also in strings of backslashes and quotes', () => {
    for (const text of [`"${'\\'.repeat(200_000)}`, `"${'\\"'.repeat(100_000)}`, '"'.repeat(200_000)]) {
      expect(measureJson(Buffer.from(text), 500).depth).toBe(0)
    }
  })
})

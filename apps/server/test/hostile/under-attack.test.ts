import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInFull } from '../support/in-full.ts'
import { onThisMachine } from '../support/on-this-machine.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { hostileQueries } from './hostile-queries.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** The effect of hostile requests on the process and on other callers. */

const attacks = [...hostileBodies, ...hostileQueries]
const rounds = isInFull ? 9 : 5
const readsOfRound = 150
/** An attacker's pace: 50 requests a second, each on a new connection. */
const pauseMs = 20

let server: ServerProcess
/** Per round: the 99th percentile in milliseconds without and with an attacker. */
const calm: number[] = []
const attacked: number[] = []
let residentBefore = 0
let residentAfter = 0
const statuses = new Map<string, Set<number>>()

const ninetyNinth = (times: readonly number[]): number =>
  [...times].sort((left, right) => left - right)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN

const readRound = async (): Promise<number> => {
  const times: number[] = []
  while (times.length < readsOfRound) times.push(await server.read())
  return ninetyNinth(times)
}

const attack = async (index: number): Promise<void> => {
  const request = attacks[index % attacks.length]
  if (request === undefined) throw new Error('There is nothing to attack with.')
  const seen = statuses.get(request.title) ?? new Set()
  statuses.set(request.title, seen.add(await server.attack(request)))
}

/** Reads while an attacker sends requests. */
const attackedRound = async (first: number): Promise<{ readonly time: number; readonly next: number }> => {
  let isReading = true
  let next = first
  const attacker = (async () => {
    for (; isReading; next += 1) {
      await attack(next)
      await pause(pauseMs)
    }
  })()
  const time = await readRound()
  isReading = false
  await attacker
  return { time, next }
}

beforeAll(async () => {
  server = await startServerProcess()
  // After ordinary requests: the code is compiled, and V8's young generation has its full size. It grows by up to 50 MB in steps
  // during the first 2,000 to 3,000 requests of any kind.
  for (let index = 0; index < 100; index += 1) await server.list()
  for (let index = 0; index < 3000; index += 1) await server.read()
  residentBefore = server.residentMegabytes()
  let next = 0
  for (let round = 0; round < rounds; round += 1) {
    calm.push(await readRound())
    const { time, next: following } = await attackedRound(next)
    attacked.push(time)
    next = following
  }
  while (next < (isInFull ? 6 : 3) * attacks.length) {
    await attack(next)
    next += 1
  }
  residentAfter = server.residentMegabytes()
}, 120_000)
afterAll(() => server.stop())

test('every attack is answered each time in the same way, by a 4xx', () => {
  expect([...statuses.keys()].sort()).toEqual([...new Set(attacks.map(({ title }) => title))].sort())
  for (const { title, status } of attacks) expect([...(statuses.get(title) ?? [])], title).toEqual([status])
})

test('the process holds at most 50 MB more than before', () => {
  expect(residentAfter - residentBefore).toBeLessThan(50)
})

test('a normal read beside an attacker takes at most twice its time, at the 99th percentile', () => {
  // Below some milliseconds the machine's scheduler decides the percentile.
  const normal = Math.max(median(calm), 3)
  expect(median(attacked)).toBeLessThan(onThisMachine(2 * normal))
})

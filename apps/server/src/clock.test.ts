import { expect, it } from 'vitest'
import { systemClock } from './clock.ts'

const reason = new Error('The caller has gone.')

it('waits', async () => {
  const startedMs = systemClock.now()
  await systemClock.wait(20, new AbortController().signal)
  expect(systemClock.now() - startedMs).toBeGreaterThanOrEqual(19)
})

it('ends a wait with the reason of its signal', async () => {
  const leaving = new AbortController()
  const waiting = systemClock.wait(60_000, leaving.signal)
  leaving.abort(reason)
  await expect(waiting).rejects.toBe(reason)
})

it('does not begin a wait whose signal has fired', async () => {
  await expect(systemClock.wait(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
})

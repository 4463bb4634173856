import { EventEmitter } from 'node:events'
import { DeadlinePassed } from '@rollcall/providers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CallerGone, startDeadline } from './deadline.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const clock = { now: () => Date.now() }
const response = (writableFinished: boolean) => Object.assign(new EventEmitter(), { writableFinished })

test('the signal fires at the deadline, with a DeadlinePassed as its reason', () => {
  const { context } = startDeadline({ clock, milliseconds: 50 })
  expect(context.deadlineAtMs).toBe(1050)
  vi.advanceTimersByTime(49)
  expect(context.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(context.signal.reason).toBeInstanceOf(DeadlinePassed)
})

test('a restart sets a new deadline, a pause stops the timer, and the end removes it', () => {
  const abandoned = response(false)
  const { deadline } = startDeadline({ clock, milliseconds: 50, abandoned })
  vi.advanceTimersByTime(40)
  expect(deadline.restart(50).deadlineAtMs).toBe(1090)
  vi.advanceTimersByTime(40)
  deadline.pause()
  vi.advanceTimersByTime(1000)
  deadline.end()
  expect(deadline.signal.aborted).toBe(false)
  expect(abandoned.listenerCount('close')).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('a caller that disconnects ends the call, and one with the complete answer does not', () => {
  const gone = response(false)
  const first = startDeadline({ clock, milliseconds: 50, abandoned: gone })
  gone.emit('close')
  expect(first.context.signal.reason).toBeInstanceOf(CallerGone)
  const served = response(true)
  const second = startDeadline({ clock, milliseconds: 50, abandoned: served })
  served.emit('close')
  expect(second.context.signal.aborted).toBe(false)
})

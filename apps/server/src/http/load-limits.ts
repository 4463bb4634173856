import { Refusal } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import { isInner } from './inner-calls.ts'
import { stateOf } from './request-state.ts'

/**
 * Serves at most `maximumCalls` requests at once; the others get 503. A request takes its slot when it is complete, so that a
 * slow sender holds none. Health, readiness and the contract are not counted, nor is a request that is part of another one.
 * `slots` holds how many are taken.
 */
export const limitCalls = (maximumCalls: number, slots = { taken: 0, maximum: 0 }): RequestHandler => {
  slots.maximum = maximumCalls
  return (request, response, next) => {
    if (isInner(request)) return next()
    // The caller disconnected while the request was read: no event would free the slot.
    if (response.closed) return
    if (slots.taken >= maximumCalls) {
      throw new Refusal('overloaded', `This server runs ${slots.taken} calls, which is its limit; try again later.`)
    }
    slots.taken += 1
    // Fires once, after the answer or when the caller disconnects.
    response.on('close', () => {
      slots.taken -= 1
    })
    next()
  }
}

/** The window of the rate limit; a refusal has the time that is left of it in `Retry-After`. */
const windowMs = 10_000

/**
 * Accepts at most `rateLimit` requests of one token in each window of 10 seconds; 0 sets no limit. Each process has its own
 * count: several of them behind a load balancer accept as many each. A request that is part of another one is not counted.
 */
export const limitRate = (rateLimit: number, clock: Pick<Clock, 'now'>): RequestHandler => {
  let counts = new Map<string, number>()
  let current = 0
  return (request, response, next) => {
    const { token } = stateOf(response)
    if (rateLimit === 0 || token === undefined || isInner(request)) return next()
    const nowMs = clock.now()
    const window = Math.floor(nowMs / windowMs)
    if (window !== current) {
      current = window
      counts = new Map()
    }
    const count = (counts.get(token.id) ?? 0) + 1
    if (count > rateLimit) {
      const retryAfterSeconds = Math.ceil(((window + 1) * windowMs - nowMs) / 1000)
      throw new Refusal(
        'rate-limited',
        `The token has sent ${rateLimit} requests within 10 seconds, which is the limit; wait as long as Retry-After says.`,
        {
          headers: { 'Retry-After': String(Math.max(1, retryAfterSeconds)) },
        },
      )
    }
    counts.set(token.id, count)
    next()
  }
}

import type { RequestHandler } from 'express'

/**
 * Handlers as one handler that runs them in this order. To Express each handler is a layer, whose path it compares and
 * whose place in the address it restores: that takes longer than most of these handlers, and none of them has a path.
 */
export const inOrder =
  (...handlers: readonly RequestHandler[]): RequestHandler =>
  (request, response, next) => {
    let index = 0
    const run = (error?: unknown): void => {
      const handler = handlers[index]
      index += 1
      if (error || handler === undefined) {
        next(error)
        return
      }
      try {
        const ended: unknown = handler(request, response, run)
        if (ended instanceof Promise) ended.catch(next)
      } catch (thrown) {
        next(thrown)
      }
    }
    run()
  }

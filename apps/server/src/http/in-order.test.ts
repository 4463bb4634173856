import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { inOrder } from './in-order.ts'

const send =
  (text: string): RequestHandler =>
  (_request, response) => {
    response.end(text)
  }

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  response.statusCode = 500
  response.end(`failed: ${error.message}`)
}

/** The text that an application with these handlers sends. */
const answerOf = async (...handlers: readonly RequestHandler[]): Promise<string> => {
  const app = express().use(inOrder(...handlers), send('after all'), failed)
  const server = createServer(app).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/`)
  return response.text()
}

test('handlers run in their order, then the next layer of Express', async () => {
  const order: number[] = []
  const note =
    (place: number): RequestHandler =>
    (_request, _response, next) => {
      order.push(place)
      next()
    }
  expect(await answerOf(note(1), note(2), note(3))).toBe('after all')
  expect(order).toEqual([1, 2, 3])
  expect(await answerOf()).toBe('after all')
})

test('a handler that answers is the last one', async () => {
  expect(await answerOf(send('here'), send('never'))).toBe('here')
})

test('what a handler throws, rejects with or passes to next goes to the error handler, and the other handlers do not run', async () => {
  const fault = new Error('no')
  const faulty: readonly RequestHandler[] = [
    () => {
      throw fault
    },
    async () => {
      throw fault
    },
    (_request, _response, next) => next(fault),
    (_request, _response, next) => setImmediate(() => next(fault)),
  ]
  for (const handler of faulty) expect(await answerOf(handler, send('never'))).toBe('failed: no')
})

test('a handler that fails after an asynchronous one fails the request, not the process', async () => {
  const later: RequestHandler = (_request, _response, next) => {
    setImmediate(next)
  }
  const afterWaiting: RequestHandler = async (_request, _response, next) => {
    await undefined
    next()
  }
  const faulty: RequestHandler = () => {
    throw new Error('no')
  }
  expect(await answerOf(later, faulty, send('never'))).toBe('failed: no')
  expect(await answerOf(afterWaiting, faulty, send('never'))).toBe('failed: no')
})

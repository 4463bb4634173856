import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { portOf } from './listen.ts'
import { messagesOf } from './messages.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

test('requests and answers have the prototypes of the app before Express handles them', async () => {
  const app = express()
  const seen: unknown[] = []
  const server = createServer(messagesOf(app), (request, response) => {
    seen.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response)
    app(request, response)
  })
  ends.push(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  app.get('/users/:id', (request, response) => {
    seen.push(request.app === app, response.app === app)
    response.json({ id: request.params.id, accepted: request.accepts('json') })
  })
  const answer = await fetch(`http://127.0.0.1:${portOf(server)}/users/7`)
  expect(await answer.json()).toEqual({ id: '7', accepted: 'json' })
  expect(seen).toEqual([true, true, true, true])
})

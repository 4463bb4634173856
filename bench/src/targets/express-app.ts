import express, { type Express, type Response } from 'express'
import { type Answered, listUsers, oneUser } from './mapping.ts'

const send = (response: Response, { status, body }: Answered): void => {
  response.statusCode = status
  response.setHeader('Content-Type', 'application/json')
  response.setHeader('Content-Length', Buffer.byteLength(body))
  response.end(body)
}

const parseJson = express.json()

/** Bare Express 5: three routes, no validation, one `response.end`. The caller sets the middleware before the routes. */
export const withRoutes = (app: Express): Express => {
  app.get('/unified/crm/users', async (request, response) => {
    const question = request.originalUrl.indexOf('?')
    send(response, await listUsers(new URLSearchParams(request.originalUrl.slice(question + 1))))
  })
  app.get('/unified/crm/users/:id', async (request, response) => {
    send(response, await oneUser(request.params.id))
  })
  app.patch('/unified/crm/users/:id', parseJson, async (request, response) => {
    send(response, await oneUser(request.params.id, request.body))
  })
  return app
}

export const bareApp = (): Express => {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  return app
}

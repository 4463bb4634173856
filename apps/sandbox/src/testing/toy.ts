import { schemeToken } from '../credentials.ts'
import { authorize, type GrantOptions, grant } from '../oauth.ts'
import { json } from '../reply.ts'
import { guarded } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor } from '../vendor.ts'

const app = { id: 'toy-client', secret: 'toy-client-secret' }
const options: GrantOptions = {
  app,
  clientAuth: ['basic', 'body', 'query'],
  grants: ['authorization_code', 'refresh_token', 'client_credentials', 'password'],
  clientSubject: 'robot',
  passwordSubject: (username, password) => (username === 'ann' && password === 'open' ? 'ann' : undefined),
}

/** A made-up vendor: counts its writes, and uses every part of the framework. */
export const toy = defineVendor({
  slug: 'toy',
  name: 'Toy',
  hosts: { api: ['acme.toy.example', 'eu.toy.example'], login: ['login.toy.example'] },
  defaultHost: 'acme.toy.example',
  demo: { authentication_method: 'api_key', context: { api_key: 'toy-secret-key' } },
  create: ({ now, people }) => {
    let writes = 0
    const tokens = new TokenBook({ prefix: 'toy', now, accessLifetimeSeconds: 60, refresh: 'single-use' })
    tokens.addKey('toy-secret-key', '11')
    return {
      tokens,
      columns: ['count'],
      routes: {
        api: {
          ...guarded((request) => (tokens.valid(schemeToken(request)) ? undefined : json(401, { error: 'who?' })), {
            'GET /users': (request) =>
              json(200, { count: people.length, writes, next: `${request.originOf()}/users?page=2` }),
            'GET /users/{id}': (request) => json(200, { id: request.param('id'), host: request.host }),
            'POST /users': () => {
              writes += 1
              return json(201, { writes }, { 'X-Toy': 'yes' })
            },
          }),
          'GET /broken': () => {
            throw new Error('a mistake in the simulator')
          },
        },
        login: {
          'GET /authorize': (request) => authorize(request, tokens, { app, subject: '11' }),
          'POST /token': (request) => {
            const result = grant(request, tokens, options)
            return 'error' in result ? json(400, { error: result.error }) : json(200, result.issued)
          },
        },
      },
      notFound: () => json(404, { error: 'nothing here' }),
      rateLimit: {
        published: { limit: 100, windowMs: 1000 },
        headers: (state) => ({
          'X-Toy-Remaining': String(state.remaining),
          'X-Toy-Reset': String(Math.ceil(state.resetInMs / 1000)),
        }),
        exceeded: () => json(429, { error: 'slow down' }),
      },
    }
  },
})

/** The headers of a signed-in caller. */
export const toyKey = { authorization: 'Bearer toy-secret-key' }

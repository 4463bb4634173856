import { describe, expect, it } from 'vitest'
import { breakingChanges } from './breaking.ts'

const user = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    email: { type: ['string', 'null'] },
    kind: { type: 'string', enum: ['a', 'b'] },
  },
}

const patch = {
  type: 'object',
  properties: { email: { type: ['string', 'null'], maxLength: 100 }, kind: { $ref: '#/components/schemas/Kind' } },
}

/** A contract of one path, made from its parts. */
const contract = (change: {
  readonly operation?: object
  readonly parameter?: object
  readonly user?: object
  readonly patch?: object
  readonly kinds?: readonly string[]
  readonly responses?: object
  readonly requestId?: object
  readonly security?: readonly object[]
}) => ({
  security: change.security ?? [],
  paths: {
    '/users/{id}': {
      patch: {
        operationId: 'updateUser',
        parameters: [
          {
            name: 'limit',
            in: 'query',
            ...change.parameter,
            schema: { type: 'integer', maximum: 10, ...change.parameter },
          },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Patch' } } } },
        responses: change.responses ?? { 200: { $ref: '#/components/responses/User' } },
        ...change.operation,
      },
    },
  },
  components: {
    schemas: {
      User: { ...user, ...change.user },
      Patch: { ...patch, ...change.patch },
      Kind: { type: 'string', enum: change.kinds ?? ['a', 'b'] },
    },
    responses: {
      User: {
        headers: { 'X-Request-Id': { required: true, schema: { type: 'string' }, ...change.requestId } },
        content: { 'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/User' }] } } },
      },
    },
  },
})

type Change = Parameters<typeof contract>[0]

const changed = (change: Change) => breakingChanges(contract({}), contract(change))

describe('a change breaks no program when', () => {
  it.each<readonly [string, Change]>([
    ['nothing changes', {}],
    ['an answer gains a member', { user: { properties: { ...user.properties, name: { type: 'string' } } } }],
    ['an answer promises more', { user: { required: ['id', 'email'] } }],
    [
      'an answer gains a value',
      { user: { properties: { ...user.properties, kind: { type: 'string', enum: ['a', 'b', 'c'] } } } },
    ],
    ['a body gains a member', { patch: { properties: { ...patch.properties, name: { type: 'string' } } } }],
    ['a request gains a value', { kinds: ['a', 'b', 'c'] }],
    ['a limit is widened', { parameter: { maximum: 20 } }],
    ['a status is added', { responses: { 200: { $ref: '#/components/responses/User' }, 404: {} } }],
  ])('%s', (_case, change) => {
    expect(changed(change)).toEqual([])
  })

  it('a type of an answer is separated from the plain one', () => {
    const lines = { 'application/x-ndjson': { schema: { type: 'string' } } }
    const answers = (members: object) => contract({ responses: { 200: members } })
    const before = answers({ content: lines })
    expect(breakingChanges(before, answers({ 'x-further-content': lines }))).toEqual([])
    expect(breakingChanges(before, answers({}))).toEqual(['updateUser status 200 application/x-ndjson: was removed'])
  })

  it('a path, an operation and an optional parameter are added', () => {
    const after = contract({})
    const [operation] = [after.paths['/users/{id}'].patch]
    const more = { ...operation, parameters: [...operation.parameters, { name: 'x', in: 'query', schema: {} }] }
    const paths = { '/users/{id}': { patch: more, get: { responses: {} } }, '/new': { get: {} } }
    expect(breakingChanges(contract({}), { ...after, paths })).toEqual([])
  })
})

describe('a change that breaks callers is reported by its place:', () => {
  it.each<readonly [string, Change, string]>([
    ['a parameter', { operation: { parameters: [] } }, 'updateUser query parameter limit: was removed'],
    ['required', { parameter: { required: true } }, 'updateUser query parameter limit: is required now'],
    [
      'a parameter type',
      { parameter: { type: 'string' } },
      'updateUser query parameter limit: the type changed from integer to string',
    ],
    ['a limit', { parameter: { maximum: 5 } }, 'updateUser query parameter limit: maximum changed from 10 to 5'],
    ['a default', { parameter: { default: 5 } }, 'updateUser query parameter limit: default changed from none to 5'],
    ['a value', { kinds: ['a'] }, 'updateUser body application/json.kind: the value b was removed'],
    [
      'a member of a body',
      { patch: { properties: { email: patch.properties.email } } },
      'updateUser body application/json.kind: was removed',
    ],
    [
      'a required member',
      { patch: { required: ['email'] } },
      'updateUser body application/json: email is required now',
    ],
    [
      'a closed body',
      { patch: { additionalProperties: false } },
      'updateUser body application/json: unknown members are refused now',
    ],
    [
      'null in a body',
      { patch: { properties: { ...patch.properties, email: { type: 'string', maxLength: 100 } } } },
      'updateUser body application/json.email: the type changed from string or null to string',
    ],
    [
      'a pattern',
      { patch: { properties: { ...patch.properties, email: { ...patch.properties.email, pattern: '@' } } } },
      'updateUser body application/json.email: the pattern changed from anything to @',
    ],
    ['a status', { responses: {} }, 'updateUser status 200: was removed'],
    [
      'a media type',
      {
        responses: {
          200: { headers: { 'X-Request-Id': { required: true, schema: { type: 'string' } } }, content: {} },
        },
      },
      'updateUser status 200 application/json: was removed',
    ],
    [
      'a member of an answer',
      { user: { properties: { id: user.properties.id, kind: user.properties.kind } } },
      'updateUser status 200 application/json.email: was removed',
    ],
    ['a promise', { user: { required: [] } }, 'updateUser status 200 application/json: id may be absent now'],
    [
      'null in an answer',
      { user: { properties: { ...user.properties, id: { type: ['string', 'null'] } } } },
      'updateUser status 200 application/json.id: the type changed from string to string or null',
    ],
    ['a header', { requestId: { required: false } }, 'updateUser status 200 header X-Request-Id: may be absent now'],
    [
      'the name',
      { operation: { operationId: 'changeUser' } },
      'PATCH /users/{id}: is called changeUser now, not updateUser',
    ],
    ['a token', { security: [{ token: [] }] }, 'updateUser: asks for a token now'],
  ])('%s', (_case, change, reported) => {
    expect(changed(change)).toEqual([reported])
  })

  it('a path and an operation that were removed', () => {
    expect(breakingChanges(contract({}), { paths: {} })).toEqual(['/users/{id}: was removed'])
    expect(breakingChanges(contract({}), { paths: { '/users/{id}': {} } })).toEqual(['PATCH /users/{id}: was removed'])
  })

  it('a required parameter that was added', () => {
    const bare = contract({ operation: { parameters: [] } })
    expect(breakingChanges(bare, contract({ parameter: { required: true } }))).toEqual([
      'updateUser query parameter limit: was added, and is required',
    ])
  })

  it('a form of an answer that was added, and a response format that was removed', () => {
    const format = (schema: object) => contract({ operation: { 'x-truto-response-formats': { raw: { schema } } } })
    const one = { anyOf: [{ type: 'string' }] }
    const two = { anyOf: [{ type: 'string' }, { type: 'integer' }] }
    expect(breakingChanges(format(one), format(two))).toEqual(['updateUser format raw: there is another form now'])
    expect(breakingChanges(format(one), contract({}))).toEqual(['updateUser format raw: was removed'])
  })

  it('a member of a schema that refers to itself, once', () => {
    const tree = (properties: object) => {
      const schema = { type: 'object', properties: { ...properties, child: { $ref: '#/components/schemas/User' } } }
      return contract({ user: schema })
    }
    expect(breakingChanges(tree({ id: {}, email: {} }), tree({ id: {} }))).toEqual([
      'updateUser status 200 application/json.email: was removed',
      'updateUser status 200 application/json.child.email: was removed',
    ])
  })
})

import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc, { type Arbitrary } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allTools, type Tool } from '../../src/mcp/tools.ts'
import { isRecord, type Schema } from '../contract/document.ts'
import { breakingValue, keeping } from '../contract/schema-arbitrary.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** What a tool's `inputSchema` allows, its operation takes; what it refuses, its operation refuses. */

const tools = [...allTools().values()].map((tool) => ({ name: tool.definition.name, tool }))
const unknownId = '00000000-0000-4000-8000-000000000000'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await startTestServer()
  // Without any account: nothing but the arguments is looked at.
  const { id } = await server.store.environments.create({ name: 'empty' })
  token = (await server.store.tokens.create(id, { name: 'empty' })).token
})
afterAll(() => server.stop())

/** Strict: what no validator knows is a fault. */
const strict = () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
  formats.default(ajv)
  return ajv
}

describe.each(tools)('$name', ({ tool }) => {
  const { definition } = tool

  test('has schemas that every validator of JSON Schema compiles, and examples that keep them', () => {
    const ajv = strict()
    ajv.compile(definition.inputSchema)
    ajv.compile(definition.outputSchema)
    for (const [name, schema] of Object.entries(definition.inputSchema.properties)) {
      const { examples = [] } = schema
      for (const example of Array.isArray(examples) ? examples : []) {
        expect(ajv.validate(schema, example), `${name} ${JSON.stringify(example)}`).toBe(true)
      }
    }
  })

  test('has names that every client takes', () => {
    for (const name of [definition.name, ...Object.keys(definition.inputSchema.properties)]) {
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    }
  })
})

type Arguments = Readonly<Record<string, unknown>>

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0

/** What no schema says: parameters that clash, and a body whose members are all empty, so that it changes nothing. */
const isBeyondSchemas = (given: Arguments): boolean =>
  (given.truto_key_by !== undefined && given.sort_by !== undefined) ||
  (given.next_cursor !== undefined && given.truto_ignore_limit === true) ||
  (isRecord(given.body) && !isEmpty(given.body) && Object.values(given.body).every(isEmpty))

/** A value that keeps a parameter's schema and that no vendor has to judge. */
const soundValue = (name: string, schema: Schema): Arbitrary<unknown> => {
  if (name === 'integrated_account_id') return fc.constant(unknownId)
  if (name === 'Prefer') return fc.constantFrom('handling=strict', 'wait=5, handling=lenient')
  if (name === 'Idempotency-Key') return fc.uuid()
  return keeping(schema)
}

const member = (name: string, value: Arbitrary<unknown>): Arbitrary<readonly [string, unknown]> =>
  value.map((made) => [name, made])

/** Arguments of which at most one is broken. */
const someArguments = ({ definition }: Tool): Arbitrary<Arguments> => {
  const { properties, required } = definition.inputSchema
  const names = Object.keys(properties)
  const schemaOf = (name: string): Schema => ({ ...properties[name] })
  return fc
    .tuple(
      fc.tuple(
        ...names.map((name) => {
          const sound = member(name, soundValue(name, schemaOf(name)))
          return required.includes(name) ? sound : fc.option(sound, { nil: undefined, freq: 1 })
        }),
      ),
      fc.option(
        fc.constantFrom(...names, 'zz_unknown').chain((name) => member(name, breakingValue(schemaOf(name)))),
        { nil: undefined },
      ),
    )
    .map(([given, broken]) =>
      Object.fromEntries([...given, broken].filter((one): one is readonly [string, unknown] => one !== undefined)),
    )
}

test.each(tools)('$name takes what its inputSchema allows, and nothing else', { timeout: 60_000 }, async ({ tool }) => {
  const validate = strict().compile(tool.definition.inputSchema)
  await fc.assert(
    fc.asyncProperty(someArguments(tool), async (given) => {
      const findsNobody = tool.id === 'findPeople' && given.email === undefined && given.name === undefined
      fc.pre(!isBeyondSchemas(given) && !findsNobody)
      const body = {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: tool.definition.name, arguments: given },
      }
      const { json } = await server.call('POST', '/mcp', { token, body })
      const answer = isRecord(json) ? json : {}
      const result = isRecord(answer.result) ? answer.result : {}
      const problem = isRecord(result.structuredContent) ? result.structuredContent : {}
      const isRefused = problem.type === '/errors/invalid-request' || answer.error !== undefined
      expect(isRefused, `${JSON.stringify(given)} ${JSON.stringify(json)}`).toBe(!validate(given))
    }),
    { numRuns: 200 },
  )
})

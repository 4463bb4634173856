import { isDeepStrictEqual } from 'node:util'
import { buildSchema, execute, type GraphQLFieldResolver, parse, validate, visit } from 'graphql'
import { isRecord } from '../request.ts'
import type { Deviation, Exchange, VendorSpec } from './vendor-spec.ts'

/** Checks calls of `{query, variables}` against a schema: the query itself, then the data. */
export const graphqlSpec = (sdl: string): VendorSpec => {
  const schema = buildSchema(withStubs(sdl), { assumeValidSDL: true })
  return {
    deviations({ sent, body }: Exchange): readonly Deviation[] {
      const query = isRecord(sent) && typeof sent.query === 'string' ? sent.query : undefined
      if (query === undefined) return []
      const document = parse(query)
      const faults = validate(schema, document)
      const data = isRecord(body) ? body.data : undefined
      if (faults.length > 0) return isRecord(data) ? faults.map((fault) => at('/query', fault.message)) : []
      if (!isRecord(data)) return []
      const variableValues = isRecord(sent) && isRecord(sent.variables) ? sent.variables : {}
      const made = execute({ schema, document, rootValue: data, variableValues, fieldResolver: answered })
      if (made instanceof Promise) return [at('', 'the schema has a part that is resolved later')]
      const { data: checked, errors = [] } = made
      const refused = errors.map((error) => at(`/data/${(error.path ?? []).join('/')}`, error.message))
      if (refused.length > 0) return refused
      const same = isDeepStrictEqual(plain(checked), plain(data))
      return same ? [] : [at('/data', 'a value has another type than the schema says, or was not asked for')]
    },
  }
}

/** A part of a schema names types that were left out: each becomes a scalar, which accepts any value. */
const withStubs = (sdl: string): string => {
  const known = new Set(['ID', 'String', 'Int', 'Float', 'Boolean'])
  const named = new Set<string>()
  const document = parse(sdl)
  for (const definition of document.definitions)
    if ('name' in definition && definition.name) known.add(definition.name.value)
  visit(document, { NamedType: ({ name }) => void named.add(name.value) })
  const missing = [...named].filter((name) => !known.has(name))
  return [sdl, ...missing.map((name) => `scalar ${name}`)].join('\n')
}

/** Answers are keyed by alias, where there is one. */
const answered: GraphQLFieldResolver<unknown, unknown> = (source, _arguments, _context, info) =>
  isRecord(source) ? source[String(info.path.key)] : undefined

const at = (pointer: string, message: string): Deviation => ({ pointer, message })

const plain = (value: unknown): unknown => {
  const text = JSON.stringify(value)
  return text === undefined ? undefined : JSON.parse(text)
}

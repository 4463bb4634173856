import { readFileSync } from 'node:fs'

/** The operations of the contract, and how each is called by the client. */

interface Reference {
  $ref: string
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  example?: unknown
}

interface MediaType {
  examples?: Record<string, Reference | { value: unknown }>
}

interface ContractOperation {
  summary: string
  tags: string[]
  security?: unknown[]
  'x-rollcall-scope'?: string
  /** Parameters that a sample has although none of them alone has to be there. */
  'x-rollcall-sample'?: string[]
  parameters?: (Reference | Parameter)[]
  requestBody?: { required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, Reference | { content?: object }>
}

/** An operation, its references resolved. */
interface Operation {
  path: string
  /** `GET` and so on. */
  method: string
  summary: string
  /** The scope that the token needs; `undefined` where any token, or none, is enough. */
  scope: string | undefined
  /** Those that a call needs. */
  parameters: Parameter[]
  /** An example of its JSON body; `undefined` where none is needed. */
  body: unknown
  /** The media types of its 2xx answers. */
  media: string[]
  /** Called by a browser, by the hosted page with its cookie, not by programs with a token. */
  isForBrowsers: boolean
}

const contract: { paths: Record<string, Record<string, ContractOperation>> } = JSON.parse(
  readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'),
)

const resolved = <Value extends object>(value: Value | Reference): Value => {
  if (!('$ref' in value)) return value
  const names = value.$ref.slice('#/'.length).split('/')
  return names.reduce((object, name) => Reflect.get(Object(object), name), Object(contract))
}

/** Every operation of the contract, in its order. */
export const operationsOf = (): Operation[] =>
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      summary: operation.summary,
      scope: operation['x-rollcall-scope'],
      parameters: (operation.parameters ?? [])
        .map(resolved)
        .filter(({ name, required }) => required === true || operation['x-rollcall-sample']?.includes(name)),
      body: bodyOf(operation),
      media: Object.entries(operation.responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, response]) => Object.keys(resolved(response).content ?? {})),
      isForBrowsers:
        operation.tags.some((tag) => tag === 'connect' || tag === 'pages') && operation.security?.length === 0,
    })),
  )

const bodyOf = ({ requestBody }: ContractOperation): unknown => {
  if (requestBody?.required !== true) return undefined
  const [example] = Object.values(requestBody.content['application/json']?.examples ?? {})
  return example === undefined ? undefined : resolved(example).value
}

/** The paths that answer text instead of JSON. */
export const textPathsOf = (operations: Operation[]): string[] =>
  operations
    .filter(({ media }) => media.length > 0 && media.every((type) => !/json$/.test(type)))
    .map(({ path }) => path)

/** The first lines of the samples: a client, and the query that names an account. */
export const sampleHead = `import { createClient } from '@rollcall/client'

const client = createClient({ baseUrl: 'http://127.0.0.1:8080', token: 'your-api-token' })
const query = { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' }
`

/** A comment and the call, with the parameters and the body that it needs. */
export const sampleOf = ({ path, method, summary, scope, parameters, body }: Operation): string => {
  const params = Object.fromEntries(
    ['path', 'query', 'header']
      .map((place) => [place, parameters.filter((parameter) => parameter.in === place)] as const)
      .filter(([, parts]) => parts.length > 0)
      .map(([place, parts]) => [place, Object.fromEntries(parts.map(({ name, example }) => [name, example]))]),
  )
  const options = {
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(body === undefined ? {} : { body }),
  }
  const input = Object.keys(options).length === 0 ? `'${path}'` : `'${path}', ${literal(options)}`
  const text = input.replace(/query: \{ integrated_account_id: '[^']*' \}/, 'query')
  return `// ${summary}${scope === undefined ? '' : ` (${scope})`}\nawait client.${method}(${text})\n`
}

/** A value as an expression of TypeScript. */
const literal = (value: unknown): string => {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(([name, member]) => `${key(name)}: ${literal(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name))

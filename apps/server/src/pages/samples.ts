import {
  answersOf,
  exampleOf,
  type OperationId,
  type OperationObject,
  type ParameterObject,
  type PlacedOperation,
  parameterOf,
  placedOperations,
  responseOf,
} from '../contract/specification.ts'

/** How each operation is called: with what it requires, and the examples of the contract. */

export interface Sample {
  /** What colours it. */
  readonly lang: string
  readonly label: string
  readonly source: string
}

/** Placeholders for the address of the server and the caller's token; `/docs` replaces them by those of the reader. */
export const sampleOrigin = 'http://127.0.0.1:8080'
export const sampleToken = 'your-api-token'

interface Call {
  readonly method: string
  readonly path: string
  readonly url: string
  readonly parameters: readonly ParameterObject[]
  /** `undefined`: it has none. */
  readonly body: unknown
  readonly isPublic: boolean
  readonly isJson: boolean
}

const bodyOf = ({ requestBody }: OperationObject): unknown => {
  const [example] = Object.values(requestBody?.content['application/json']?.examples ?? {})
  return example === undefined ? undefined : exampleOf(example).value
}

const isJsonAnswer = ({ responses }: OperationObject): boolean => {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return success !== undefined && [...answersOf(responseOf(success)).keys()][0] === 'application/json'
}

const callOf = ({ path, method, operation }: PlacedOperation): Call => {
  const { parameters: all = [], 'x-rollcall-sample': added = [] } = operation
  const parameters = all.map(parameterOf).filter(({ name, required }) => required === true || added.includes(name))
  const inPlace = (place: string) => parameters.filter((parameter) => parameter.in === place)
  const filled = inPlace('path').reduce(
    (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))),
    path,
  )
  const query = new URLSearchParams(
    Object.fromEntries(inPlace('query').map(({ name, example }) => [name, String(example)])),
  )
  return {
    method: method.toUpperCase(),
    path,
    url: `${sampleOrigin}${filled}${query.size === 0 ? '' : `?${query}`}`,
    parameters,
    body: bodyOf(operation),
    isPublic: operation.security?.length === 0,
    isJson: isJsonAnswer(operation),
  }
}

const headersOf = ({ body, isPublic }: Call): Readonly<Record<string, string>> => ({
  ...(isPublic ? {} : { Authorization: `Bearer ${sampleToken}` }),
  ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
})

/** In quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

const curl = (call: Call): string =>
  [
    `curl ${call.method === 'GET' ? '' : `-X ${call.method} `}${quoted(call.url)}`,
    ...Object.entries(headersOf(call)).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    ...(call.body === undefined ? [] : [`  -d ${quoted(JSON.stringify(call.body))}`]),
  ].join(' \\\n')

const indented = (text: string): string => text.replaceAll('\n', '\n  ')

/** As an expression of JavaScript. */
const literal = (value: unknown): string => {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(
    ([name, member]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)}: ${literal(member)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const fetchSample = (call: Call): string => {
  const headers = headersOf(call)
  const options = [
    ...(call.method === 'GET' ? [] : [`method: '${call.method}',`]),
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${literal(headers)},`]),
    ...(call.body === undefined ? [] : [`body: JSON.stringify(${literal(call.body)}),`]),
  ]
  const given = options.length === 0 ? '' : `, {\n  ${indented(options.join('\n'))}\n}`
  return [
    `const response = await fetch(${literal(call.url)}${given})`,
    `console.log(response.status, await response.${call.isJson ? 'json' : 'text'}())`,
  ].join('\n')
}

const clientSample = (call: Call): string => {
  const places = ['path', 'query', 'header'].flatMap((place) => {
    const parts = call.parameters.filter((parameter) => parameter.in === place)
    return parts.length === 0 ? [] : [[place, Object.fromEntries(parts.map(({ name, example }) => [name, example]))]]
  })
  const options = [
    ...(places.length === 0 ? [] : [`params: ${literal(Object.fromEntries(places))},`]),
    ...(call.body === undefined ? [] : [`body: ${literal(call.body)},`]),
  ]
  const given = options.length === 0 ? '' : `, {\n  ${indented(options.join('\n'))}\n}`
  return [
    "import { createClient } from '@rollcall/client'",
    '',
    `const client = createClient({ baseUrl: '${sampleOrigin}', token: '${sampleToken}' })`,
    `const { data, error } = await client.${call.method}('${call.path}'${given})`,
    'console.log(data ?? error)',
  ].join('\n')
}

/** As an expression of Python. */
const pythonLiteral = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${pythonLiteral(member)}`)
    .join(', ')}}`
}

const python = (call: Call): string => {
  // The library sets the content type of a JSON body itself.
  const { Authorization } = headersOf(call)
  const options = [
    ...(Authorization === undefined ? [] : [`headers=${pythonLiteral({ Authorization })},`]),
    ...(call.body === undefined ? [] : [`json=${pythonLiteral(call.body)},`]),
    'timeout=30,',
  ]
  return [
    'import requests',
    '',
    `response = requests.${call.method.toLowerCase()}(`,
    `    ${JSON.stringify(call.url)},`,
    ...options.map((option) => `    ${option}`),
    ')',
    `print(response.status_code, response.${call.isJson ? 'json()' : 'text'})`,
  ].join('\n')
}

const samplesOf = (call: Call): readonly Sample[] => [
  { lang: 'shell', label: 'curl', source: curl(call) },
  { lang: 'javascript', label: 'fetch', source: fetchSample(call) },
  { lang: 'typescript', label: '@rollcall/client', source: clientSample(call) },
  { lang: 'python', label: 'Python', source: python(call) },
]

/** Operations that a browser calls, not a program. */
const isForBrowsers = ({ tags, security }: OperationObject): boolean =>
  security?.length === 0 && tags.some((tag) => tag === 'connect' || tag === 'pages')

/** The samples of every operation that programs call. */
export const allSamples = (): ReadonlyMap<OperationId, readonly Sample[]> =>
  new Map(
    placedOperations
      .filter(({ operation }) => !isForBrowsers(operation))
      .map((placed) => [placed.operation.operationId, samplesOf(callOf(placed))]),
  )

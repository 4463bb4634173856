import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { isRecord } from '../request.ts'
import { escapePattern } from '../routes.ts'
import { asJsonSchema } from './spec-schema.ts'
import type { Deviation, Exchange, VendorSpec } from './vendor-spec.ts'

const root = 'spec:'
type Node = Record<string, unknown>

/** Checks calls against OpenAPI 3.0, 3.1 or Swagger 2.0. */
export const openApiSpec = (document: Node): VendorSpec => {
  const rewritten = asJsonSchema(document)
  const spec: Node = isRecord(rewritten) ? rewritten : {}
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateSchema: false, code: { regExp } })
  formats.default(ajv)
  ajv.addSchema(spec, root)
  const prefixes = basePaths(document)
  return {
    deviations({ method, path, status, body }: Exchange): readonly Deviation[] {
      const template = bestTemplate(Object.keys(asNode(spec.paths)), prefixes, path)
      const operation = template === undefined ? undefined : asNode(asNode(spec.paths)[template])[method.toLowerCase()]
      if (template === undefined || !isRecord(operation))
        return [whole(`${method} ${path} is not in the specification`)]
      const pointer = ['paths', template, method.toLowerCase(), 'responses']
      const responses = asNode(operation.responses)
      const key = [String(status), `${String(status)[0]}XX`, 'default'].find((name) => name in responses)
      if (key === undefined) return [whole(`status ${status} is not in the specification of ${method} ${template}`)]
      const schema = schemaPointer(spec, [...pointer, key])
      if (schema === undefined || body === undefined) return []
      const validate = ajv.getSchema(`${root}#${fragment(schema)}`)
      if (!validate) throw new Error(`no schema at ${fragment(schema)}`)
      if (validate(body) === true) return []
      return (validate.errors ?? []).map((error) => ({
        pointer: error.instancePath,
        message: `${error.message ?? error.keyword} ${JSON.stringify(error.params)}`,
      }))
    },
  }
}

/** A pattern that Unicode mode refuses (`\-` outside of brackets) is read without it. */
const regExp = Object.assign(
  (source: string, flags: string): RegExp => {
    try {
      return new RegExp(source, flags)
    } catch {
      return new RegExp(source)
    }
  },
  { code: 'new RegExp' },
)

/** The paths of the servers, with `.+` patterns for variables: `/crm/[^/]+`. */
const basePaths = (document: Node): readonly string[] => {
  if (typeof document.basePath === 'string') return [pattern(document.basePath.replace(/\/$/, ''))]
  const servers = Array.isArray(document.servers) ? document.servers : []
  const urls = servers.map((server) => (isRecord(server) && typeof server.url === 'string' ? server.url : ''))
  const paths = urls.map((url) => pattern(url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/\/$/, '')))
  return paths.length > 0 ? paths : ['']
}

/** The template that fits a path; the one with the fewest variables when several do. */
const bestTemplate = (templates: readonly string[], prefixes: readonly string[], path: string): string | undefined =>
  templates
    .filter((template) =>
      prefixes.some((prefix) => new RegExp(`^${prefix}${pattern(template.replace(/\/$/, ''))}/?$`).test(path)),
    )
    .sort((left, right) => left.split('{').length - right.split('{').length)[0]

const pattern = (template: string): string =>
  template
    .split(/(\{[^}]+\})/)
    .map((part) => (part.startsWith('{') ? '[^/]+' : escapePattern(part)))
    .join('')

/** Where the schema of a response is: by its reference, below its JSON content, or directly in it (2.0). */
const schemaPointer = (spec: Node, at: readonly string[]): readonly string[] | undefined => {
  const response = nodeAt(spec, at)
  if (typeof response?.$ref === 'string') {
    const target = response.$ref.replace(/^#\//, '').split('/').map(unescapePointer)
    return schemaPointer(spec, target)
  }
  if (isRecord(response?.schema)) return [...at, 'schema']
  const content = asNode(response?.content)
  const type = Object.keys(content).find((name) => /[/+]json\b|^\*\/\*$/.test(name))
  return type !== undefined && isRecord(asNode(content[type]).schema) ? [...at, 'content', type, 'schema'] : undefined
}

const nodeAt = (spec: Node, at: readonly string[]): Node | undefined => {
  let node: unknown = spec
  for (const name of at) node = asNode(node)[name]
  return isRecord(node) ? node : undefined
}

const asNode = (value: unknown): Node => (isRecord(value) ? value : {})

const fragment = (at: readonly string[]): string =>
  at.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

const unescapePointer = (text: string): string => decodeURIComponent(text).replaceAll('~1', '/').replaceAll('~0', '~')

const whole = (message: string): Deviation => ({ pointer: '', message })

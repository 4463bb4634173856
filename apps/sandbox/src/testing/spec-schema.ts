import { isRecord } from '../request.ts'

const jsonTypes: readonly unknown[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/**
 * A whole OpenAPI or Swagger document with its schemas rewritten as JSON Schema: `nullable` becomes a null among the types,
 * boolean `exclusiveMinimum` becomes a number, and members that no schema allows (`required: true`, `type: file`) are
 * removed.
 */
export const asJsonSchema = (document: unknown): unknown => {
  if (Array.isArray(document)) return document.map(asJsonSchema)
  if (!isRecord(document)) return document
  const node = Object.fromEntries(Object.entries(document).map(([key, value]) => [key, asJsonSchema(value)]))
  return isSchema(node) ? nullable(exclusive(cleaned(node))) : node
}

/** Properties may be called `type` or `nullable` too, but then they are schemas themselves. */
const isSchema = (node: Record<string, unknown>): boolean => {
  const hasType = typeof node.type === 'string' || Array.isArray(node.type)
  const marked = ['nullable', 'required', 'exclusiveMinimum', 'exclusiveMaximum'].some(
    (name) => typeof node[name] === 'boolean',
  )
  return hasType || marked || typeof node.$ref === 'string'
}

const cleaned = (node: Record<string, unknown>): Record<string, unknown> => {
  const kept = { ...node }
  if (!Array.isArray(kept.required)) delete kept.required
  const types = Array.isArray(kept.type) ? kept.type : [kept.type]
  if (!types.every((type) => jsonTypes.includes(type))) delete kept.type
  return kept
}

const exclusive = (node: Record<string, unknown>): Record<string, unknown> => {
  const changed = { ...node }
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof changed[flag] !== 'boolean') continue
    const limit = changed[bound]
    const isExclusive = changed[flag] && typeof limit === 'number'
    delete changed[flag]
    if (!isExclusive) continue
    delete changed[bound]
    changed[flag] = limit
  }
  return changed
}

const nullable = (node: Record<string, unknown>): Record<string, unknown> => {
  if (node.nullable !== true && node['x-nullable'] !== true) return node
  const { nullable: _, ...rest } = node
  if (typeof rest.type !== 'string') return { anyOf: [{ type: 'null' }, rest] }
  const values = Array.isArray(rest.enum) ? { enum: [...new Set([...rest.enum, null])] } : {}
  return { ...rest, type: [rest.type, 'null'], ...values }
}

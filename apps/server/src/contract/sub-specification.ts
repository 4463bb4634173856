import { type Specification, specification } from './specification.ts'

/** A part of the contract for one validator: its cost grows with the paths it holds (express-openapi-validator 5.6.2). */

type Json = { [key: string]: unknown }

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const referencesIn = (value: unknown, found: Set<string>): Set<string> => {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found)
  else if (isJson(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') found.add(member)
      else referencesIn(member, found)
    }
  }
  return found
}

const memberAt = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((place, key) => (isJson(place) ? place[key] : undefined), specification)

/** The components that a value refers to, and those that these refer to. */
const componentsFor = (value: unknown): Json => {
  const components: { [kind: string]: Json } = {}
  const open = [...referencesIn(value, new Set())]
  const seen = new Set(open)
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [, , kind = '', name = ''] = reference.split('/')
    const component: unknown = structuredClone(memberAt(reference))
    components[kind] = { ...components[kind], [name]: component }
    for (const further of referencesIn(component, new Set())) {
      if (!seen.has(further)) open.push(further)
      seen.add(further)
    }
  }
  return components
}

/**
 * The validator cannot report its faults of these two together with others, so the server does it itself: the schema checks
 * raw reserved characters and empty values, and the token may name the account.
 */
const relaxed = (parameter: unknown): unknown => {
  if (!isJson(parameter) || parameter.in !== 'query') return parameter
  return { ...parameter, allowReserved: true, allowEmptyValue: true, required: false }
}

const requestSide = (operation: Json): Json => {
  const { operationId, parameters, requestBody } = operation
  return {
    operationId,
    ...(Array.isArray(parameters) ? { parameters: parameters.map(relaxed) } : {}),
    ...(requestBody === undefined ? {} : { requestBody: structuredClone(requestBody) }),
    responses: { default: { description: 'Validated by the server.' } },
  }
}

/** The request side of these paths with the components they need, a copy that its owner may change. */
export const subSpecification = (paths: readonly string[]): Json => {
  const items: Json = {}
  for (const path of paths) {
    const item: Specification['paths'][string] | undefined = specification.paths[path]
    if (item === undefined) throw new Error(`The contract lacks the path ${path}.`)
    items[path] = Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [method, requestSide({ ...operation })]),
    )
  }
  const components = componentsFor(items)
  const { parameters } = components
  if (isJson(parameters)) {
    components.parameters = Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [name, relaxed(parameter)]),
    )
  }
  return { openapi: specification.openapi, info: structuredClone(specification.info), paths: items, components }
}

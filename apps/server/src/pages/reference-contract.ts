import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import type { Adapter } from '@rollcall/providers'
import { parameterOf, placedOperations } from '../contract/specification.ts'
import { type Support, supportOf } from '../contract/supported-by.ts'
import { allSamples } from './samples.ts'

/** The contract as `/docs` shows it: with what each provider supports in words, and with samples. */

type Adapters = Readonly<Record<ProviderSlug, Adapter<never>>>
type Json = { [key: string]: unknown }

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const partAt = (document: unknown, place: readonly string[]): Json => {
  const part = place.reduce((found, key) => (isObject(found) ? found[key] : undefined), document)
  if (!isObject(part)) throw new Error(`The contract lacks ${place.join(' / ')}.`)
  return part
}

/** As Markdown, folded together: the number is enough for most readers. */
const sentenceOf = ({ providers, remarks }: Support, adapters: Adapters): string => {
  const nameOf = (slug: ProviderSlug): string => `[${adapters[slug].name}](/providers/${slug})`
  const all = providerSlugs.length
  const count = providers.length === all ? `All ${all} providers` : `${providers.length} of ${all} providers`
  const names = providers.length === 0 ? 'None.' : `${providers.map(nameOf).join(', ')}.`
  const notes = remarks.map(({ provider, text }) => `- ${nameOf(provider)}: ${text}`)
  return [
    '<details>',
    `<summary>${count} support${providers.length === 1 ? 's' : ''} this</summary>`,
    '',
    names,
    '',
    ...(notes.length === 0 ? [] : [...notes, '']),
    '</details>',
  ].join('\n')
}

/** `sort_by[created_at]=desc` for an object, `limit=100` for a text. */
const spelled = (name: string, example: unknown): string =>
  isObject(example) && !Array.isArray(example)
    ? Object.entries(example)
        .map(([key, value]) => `${name}[${key}]=${String(value)}`)
        .join('&')
    : `${name}=${String(example)}`

/** The values of an enum without a default, and `undefined` for any other schema. */
const choicesOf = (document: unknown, schema: unknown): readonly unknown[] | undefined => {
  if (!isObject(schema)) return undefined
  const target = typeof schema.$ref === 'string' ? partAt(document, schema.$ref.split('/').slice(1)) : schema
  return Array.isArray(target.enum) && target.default === undefined ? target.enum : undefined
}

/**
 * Scalar sends each parameter that has an example, and the first value of each enum: of parameters that need not be sent,
 * the description has them.
 */
const describeExamples = (document: unknown): void => {
  for (const parameter of Object.values(partAt(document, ['components', 'parameters']))) {
    if (!isObject(parameter) || parameter.required === true || parameter.example === undefined) continue
    const { name, description, example } = parameter
    const text = parameter.in === 'query' ? spelled(String(name), example) : `${String(name)}: ${String(example)}`
    const choices = choicesOf(document, parameter.schema)
    if (choices !== undefined) parameter.schema = { type: 'string' }
    parameter.description = [
      String(description).trimEnd(),
      ...(choices === undefined ? [] : [`One of ${choices.map((choice) => `\`${String(choice)}\``).join(', ')}.`]),
      `For example: \`${text}\``,
    ].join('\n\n')
    delete parameter.example
  }
}

/** The parameters that samples have although they need not be sent: with their examples, so that the form sends them too. */
const keepSampled = (document: unknown): void => {
  for (const { path, method, operation } of placedOperations) {
    const { parameters = [], 'x-rollcall-sample': sampled } = operation
    if (sampled === undefined) continue
    partAt(document, ['paths', path, method]).parameters = parameters.map((parameter) => {
      const { name, example } = parameterOf(parameter)
      if (!sampled.includes(name) || !('$ref' in parameter)) return parameter
      return { ...partAt(document, parameter.$ref.split('/').slice(1)), example }
    })
  }
}

/** The contract of `/docs`, from the one that is served. */
export const referenceContract = (json: string, adapters: Adapters): string => {
  const document: unknown = JSON.parse(json)
  describeExamples(document)
  for (const support of supportOf(adapters)) {
    const part = partAt(document, support.place)
    const description = typeof part.description === 'string' ? part.description.trimEnd() : ''
    part.description = `${description}\n\n${sentenceOf(support, adapters)}`
  }
  keepSampled(document)
  const samples = allSamples()
  for (const { path, method, operation } of placedOperations) {
    const found = samples.get(operation.operationId)
    if (found !== undefined) partAt(document, ['paths', path, method])['x-codeSamples'] = found
  }
  return JSON.stringify(document)
}

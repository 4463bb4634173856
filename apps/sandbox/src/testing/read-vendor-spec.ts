import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { isRecord } from '../request.ts'
import { graphqlSpec } from './graphql-spec.ts'
import { openApiSpec } from './openapi-spec.ts'
import type { VendorSpec } from './vendor-spec.ts'

/** Reads `<slug>.yaml`, `.yml` or `.json` in a folder; undefined when there is none. Throws for an unknown form. */
export const readVendorSpec = (folder: string, slug: string): VendorSpec | undefined => {
  const file = readdirSync(folder).find((name) => ['yaml', 'yml', 'json'].some((end) => name === `${slug}.${end}`))
  if (file === undefined) return undefined
  const text = readFileSync(join(folder, file), 'utf8')
  const document: unknown = file.endsWith('.json') ? JSON.parse(text) : parseYaml(text)
  if (isRecord(document) && typeof document.sdl === 'string') return graphqlSpec(document.sdl)
  if (isRecord(document) && isRecord(document.paths)) return openApiSpec(document)
  throw new Error(`${file} is neither OpenAPI, nor Swagger 2.0, nor a JSON object with a GraphQL 'sdl'`)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { isRecord } from '../request.ts'
import { graphqlSpec } from './graphql-spec.ts'
import { openApiSpec } from './openapi-spec.ts'

/** A call to a simulator and what came back. */
export interface Exchange {
  readonly method: string
  /** As the vendor knows it, without the query. */
  readonly path: string
  /** The JSON that was sent. */
  readonly sent: unknown
  readonly status: number
  /** Undefined when the answer had no JSON. */
  readonly body: unknown
}

/** A place where an answer is not as the vendor's specification says. */
export interface Deviation {
  /** JSON pointer into the answer; empty for the whole of it. */
  readonly pointer: string
  readonly message: string
}

/** A vendor's published specification. */
export interface VendorSpec {
  /** Empty when the answer is as published. */
  deviations(exchange: Exchange): readonly Deviation[]
}

/** Reads `<slug>.yaml`, `.yml` or `.json` in a folder; undefined when there is none. Throws for an unknown form. */
export function readVendorSpec(folder: string, slug: string): VendorSpec | undefined {
  const file = readdirSync(folder).find((name) => ['yaml', 'yml', 'json'].some((end) => name === `${slug}.${end}`))
  if (file === undefined) return undefined
  const text = readFileSync(join(folder, file), 'utf8')
  const document: unknown = file.endsWith('.json') ? JSON.parse(text) : parseYaml(text)
  if (isRecord(document) && typeof document.sdl === 'string') return graphqlSpec(document.sdl)
  if (isRecord(document) && isRecord(document.paths)) return openApiSpec(document)
  throw new Error(`${file} is neither OpenAPI, nor Swagger 2.0, nor a JSON object with a GraphQL 'sdl'`)
}

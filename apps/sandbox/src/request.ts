import type { IncomingMessage } from 'node:http'

/** The largest request body that the sandbox reads, in bytes. */
export const maximumBodyBytes = 10_000_000

/** A call that the vendor got. Everything is unchanged; nothing is decoded twice. */
export interface VendorRequest {
  /** Upper case. */
  readonly method: string
  /** The vendor's real host, lower case, without port; the default host when the caller named none. */
  readonly host: string
  /** True without X-Forwarded-Host (an SDK with the sandbox as its base URL): every host group is then served. */
  readonly hostAssumed: boolean
  /** Still percent-encoded, without the slug, starting with a slash. */
  readonly path: string
  /** The query as sent, without the question mark. */
  readonly rawQuery: string
  /** Repeated and bracketed names are kept: `query.get('page[size]')`, `query.getAll('ids[]')`. */
  readonly query: URLSearchParams
  readonly body: Buffer
  /** The fields of a form body, urlencoded or multipart (text fields only); empty for other bodies. */
  readonly form: URLSearchParams
  /** One header by its name in any case; repeated ones are joined with a comma. */
  header(name: string): string | undefined
  /** The body parsed as JSON; undefined when it is empty or malformed. */
  json(): unknown
  /** A part of the path that the route names in braces, decoded once. Throws when the route has no such part. */
  param(name: string): string
  /**
   * The beginning of an absolute link in the answer, for example `https://acme.pipedrive.com`. When the host was
   * assumed it is the sandbox's own address, so that an SDK that follows links stays on this machine.
   */
  originOf(host?: string): string
}

/** The parts of a call before a route is chosen. */
export interface IncomingCall {
  readonly method: string
  readonly host: string
  readonly hostAssumed: boolean
  readonly ownOrigin: string
  readonly path: string
  readonly rawQuery: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** True for a JSON object (not null, not an array). */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a whole body; undefined when it is larger than `maximumBodyBytes`. */
export const readBody = async (incoming: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes: Buffer = Buffer.from(chunk)
    size += bytes.length
    if (size > maximumBodyBytes) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Builds what a simulator sees. Params are added by the route table. */
export const vendorRequest = async (call: IncomingCall): Promise<VendorRequest> => {
  const form = await readForm(call)
  return {
    method: call.method,
    host: call.host,
    hostAssumed: call.hostAssumed,
    path: call.path,
    rawQuery: call.rawQuery,
    query: new URLSearchParams(call.rawQuery),
    body: call.body,
    form,
    header: (name) => headerValue(call.headers, name),
    json: () => parseJson(call.body.toString('utf8')),
    param: (name) => {
      throw new Error(`this route names no {${name}} in its path`)
    },
    originOf: (host = call.host) => (call.hostAssumed ? call.ownOrigin : `https://${host}`),
  }
}

/** The same request with the parts of the path that a route named. */
export const withParams = (request: VendorRequest, params: ReadonlyMap<string, string>): VendorRequest => ({
  ...request,
  param: (name) => params.get(name) ?? request.param(name),
})

const headerValue = (headers: IncomingMessage['headers'], name: string): string | undefined => {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readForm = async (call: IncomingCall): Promise<URLSearchParams> => {
  const type = headerValue(call.headers, 'content-type') ?? ''
  if (/^application\/x-www-form-urlencoded/i.test(type)) return new URLSearchParams(call.body.toString('utf8'))
  const fields = new URLSearchParams()
  if (!/^multipart\/form-data/i.test(type)) return fields
  try {
    const parsed = await new Response(new Uint8Array(call.body), { headers: { 'content-type': type } }).formData()
    for (const [name, value] of parsed) if (typeof value === 'string') fields.append(name, value)
  } catch {
    // A malformed multipart body has no fields; the vendor then finds no parameters.
  }
  return fields
}

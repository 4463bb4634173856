import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

/** The parts of a test's request. */
export interface Asked {
  readonly query?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The demo token by default. */
  readonly token?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Parsed where the type says JSON. */
  readonly json: unknown
  /** From the first byte sent to the last one received. */
  readonly tookMs: number
}

/** As many connections as there are calls, kept for the next ones. */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

const isJson = (type: string | undefined): boolean => /\bjson\b/.test(type ?? '') && !/ndjson/.test(type ?? '')

/** The head of an answer; the test reads its body, or disconnects with `leave`. */
export const open = (
  origin: string,
  method: string,
  path: string,
  { query, body, headers, token = 'demo-token' }: Asked = {},
): { readonly answered: Promise<IncomingMessage>; readonly leave: () => void } => {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const outgoing = request(`${origin}${path}${query === undefined ? '' : `?${query}`}`, {
    method,
    agent,
    headers: {
      authorization: `Bearer ${token}`,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...headers,
    },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  outgoing.end(text)
  return {
    answered,
    leave: () => {
      answered.catch(() => undefined)
      outgoing.destroy()
    },
  }
}

/** One request and its whole answer. */
export const ask = async (origin: string, method: string, path: string, asked?: Asked): Promise<Answer> => {
  const startedMs = performance.now()
  const incoming = await open(origin, method, path, asked).answered
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const json: unknown = isJson(incoming.headers['content-type']) && text !== '' ? JSON.parse(text) : undefined
  const { statusCode: status = 0, headers } = incoming
  return { status, headers, text, json, tookMs: performance.now() - startedMs }
}

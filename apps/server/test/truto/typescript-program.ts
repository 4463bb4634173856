import { stringify } from 'qs'

/**
 * Sends the requests of a program that uses Truto's TypeScript SDK, as in its source
 * (github.com/trutohq/truto-ts-sdk at 6b5fe7e, version 2.0.12): bracketed queries with indexed lists, an empty cursor on
 * the first page, three attempts on some statuses. Only the behaviour is copied.
 */

/** What the SDK throws; `data` is the parsed body. */
export class TrutoError extends Error {
  readonly statusCode: number
  readonly data: unknown
  readonly headers: Headers
  constructor(response: Response, data: unknown) {
    super(response.statusText)
    this.statusCode = response.status
    this.data = data
    this.headers = response.headers
  }
}

type Query = Readonly<Record<string, unknown>>
type Page = { readonly result: readonly { readonly id: string }[]; readonly next_cursor: string | null }

const repeated = new Set([408, 409, 425, 429, 502, 503, 504])
const attempts = 3

const read = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return {}
  return response.headers.get('content-type')?.includes('json') === true ? response.json() : response.blob()
}

/** One program with a base URL, a token and an account. */
export class TypeScriptProgram {
  readonly #baseUrl: string
  readonly #token: string
  readonly #account: string
  /** Every sent request line, and the seconds between them. */
  readonly sent: string[] = []
  readonly waits: number[] = []

  constructor(options: { readonly baseUrl: string; readonly token: string; readonly account: string }) {
    this.#baseUrl = options.baseUrl
    this.#token = options.token
    this.#account = options.account
  }

  async #send(
    method: string,
    path: string,
    query: Query,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const target = `${path}?${stringify({ integrated_account_id: this.#account, ...query })}`
    for (let attempt = 1; ; attempt += 1) {
      this.sent.push(`${method} ${target}`)
      const response = await fetch(`${this.#baseUrl}${target}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${this.#token}`,
          'user-agent': 'truto-ts-sdk/2.0.12',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const data = await read(response)
      if (response.ok) return data
      if (!repeated.has(response.status) || attempt === attempts) throw new TrutoError(response, data)
      if (response.status === 429) await this.#waitFor(response)
    }
  }

  /** 10 s where the answer names no time: the SDK reads only whole seconds. */
  async #waitFor(response: Response): Promise<void> {
    const seconds = Number.parseInt(response.headers.get('retry-after') ?? '10', 10)
    this.waits.push(seconds)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }

  #path(id?: string): string {
    return id === undefined ? '/unified/crm/users' : `/unified/crm/users/${encodeURIComponent(id)}`
  }

  /** A page at a time, as `for await` reads it, while there is a cursor. */
  async *pages(query: Query = {}): AsyncGenerator<Page> {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await this.#send('GET', this.#path(), { ...query, next_cursor: cursor })) as Page
      yield page
      cursor = page.next_cursor ? page.next_cursor : null
    }
  }

  /** The first page alone, without a cursor. */
  first(query: Query = {}): Promise<Page> {
    return this.#send('GET', this.#path(), query) as Promise<Page>
  }

  get(id: string, query: Query = {}): Promise<unknown> {
    return this.#send('GET', this.#path(id), query)
  }

  create(body: object, query: Query = {}, headers?: Readonly<Record<string, string>>): Promise<unknown> {
    return this.#send('POST', this.#path(), query, body, headers)
  }

  update(id: string, body: object, query: Query = {}): Promise<unknown> {
    return this.#send('PATCH', this.#path(id), query, body)
  }

  delete(id: string): Promise<unknown> {
    return this.#send('DELETE', this.#path(id), {})
  }

  meta(method: string): Promise<unknown> {
    return this.#send('GET', `/unified/crm/users/meta/${method}`, {})
  }
}

/**
 * Sends the requests of a program that uses Truto's Python SDK, as in its source (github.com/trutohq/truto-python-sdk
 * at ef4b68f): a question mark on every target, empty brackets for lists, `+` for spaces, a content type on every call, ids
 * that are not encoded, a cursor only from page two on, no retry. Only the behaviour is copied.
 */

/** Values that Python has and JavaScript lacks: a time without a zone, a date, `None`. */
export type PythonValue = string | number | boolean | null | Date | PythonDate | readonly PythonValue[] | PythonQuery
export interface PythonQuery {
  readonly [name: string]: PythonValue
}
/** A date without a time, as `date.isoformat()` writes it. */
export interface PythonDate {
  readonly date: string
}

const isDate = (value: object): value is PythonDate => typeof Reflect.get(value, 'date') === 'string'

const entriesOf = (prefix: string, value: PythonValue): readonly (readonly [string, string])[] => {
  if (value === null) return [[prefix, 'None']]
  if (value instanceof Date) return [[prefix, value.toISOString().replace(/(\.000)?Z$/, '')]]
  if (Array.isArray(value)) return value.flatMap((item: PythonValue) => entriesOf(`${prefix}[]`, item))
  if (typeof value !== 'object') return [[prefix, String(value)]]
  if (isDate(value)) return [[prefix, value.date]]
  return Object.entries(value).flatMap(([name, member]) => entriesOf(`${prefix}[${name}]`, member))
}

const queryOf = (query: PythonQuery): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const [key, text] of entriesOf(name, value)) search.append(key, text)
  }
  return search.toString()
}

/** What `raise_for_status` throws: status and phrase, the body unread. */
export class PythonError extends Error {
  readonly status: number
  constructor({ status, statusText }: Response) {
    super(`${status}, message='${statusText}'`)
    this.status = status
  }
}

/** aiohttp's `response.json()` accepts `application/json` and `application/…+json`. */
const read = async (response: Response): Promise<unknown> => {
  const type = (response.headers.get('content-type') ?? '').toLowerCase()
  if (!type.includes('json')) return type.startsWith('text/') ? response.text() : response.arrayBuffer()
  if (!/^application\/(?:[\w.+-]+?\+)?json\b/.test(type)) throw new TypeError(`unexpected mimetype: ${type}`)
  return response.json()
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** A list that requests a page when all items of the one before are read. */
export class PythonPages {
  readonly #get: (query: PythonQuery) => Promise<unknown>
  readonly #query: PythonQuery
  #cursor: string | null = null

  constructor(get: (query: PythonQuery) => Promise<unknown>, query: PythonQuery) {
    this.#get = get
    this.#query = query
  }

  async nextPage(): Promise<readonly unknown[]> {
    const page = await this.#get(this.#cursor ? { ...this.#query, next_cursor: this.#cursor } : this.#query)
    const [items, cursor] = [memberOf(page, 'result'), memberOf(page, 'next_cursor')]
    this.#cursor = typeof cursor === 'string' ? cursor : null
    return Array.isArray(items) ? items : []
  }

  async toArray(): Promise<readonly unknown[]> {
    const all: unknown[] = []
    for (let items = await this.nextPage(); items.length > 0; ) {
      all.push(...items)
      items = this.#cursor ? await this.nextPage() : []
    }
    return all
  }
}

/** One program with a base URL and a token; the names are those of the SDK. */
export class PythonProgram {
  readonly #baseUrl: string
  readonly #token: string
  /** Every request line that was sent. */
  readonly sent: string[] = []

  constructor(options: { readonly baseUrl: string; readonly token: string }) {
    this.#baseUrl = options.baseUrl
    this.#token = options.token
  }

  async #send(method: string, path: string, query: PythonQuery = {}, body?: object): Promise<unknown> {
    const target = `/${path}?${queryOf(query)}`
    this.sent.push(`${method} ${target}`)
    const response = await fetch(`${this.#baseUrl}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new PythonError(response)
    return read(response)
  }

  ping = () => this.#send('GET', 'ping')

  readonly unifiedApi = {
    list: (model: string, resource: string, query: PythonQuery) =>
      new PythonPages((asked) => this.#send('GET', `unified/${model}/${resource}`, asked), query),
    get: (model: string, resource: string, id: string, query: PythonQuery) =>
      this.#send('GET', `unified/${model}/${resource}/${id}`, query),
    create: (model: string, resource: string, data: object, query: PythonQuery) =>
      this.#send('POST', `unified/${model}/${resource}`, query, data),
    update: (model: string, resource: string, id: string, data: object, query: PythonQuery) =>
      this.#send('PATCH', `unified/${model}/${resource}/${id}`, query, data),
    delete: (model: string, resource: string, id: string, query: PythonQuery) =>
      this.#send('DELETE', `unified/${model}/${resource}/${id}`, query),
  }

  readonly integratedAccounts = {
    list: (query: PythonQuery = {}) =>
      new PythonPages((asked) => this.#send('GET', 'integrated-account', asked), query),
    get: (id: string) => this.#send('GET', `integrated-account/${id}`),
    import: (data: object) => this.#send('POST', 'integrated-account', {}, data),
    update: (id: string, data: object) => this.#send('PATCH', `integrated-account/${id}`, {}, data),
    delete: (id: string) => this.#send('DELETE', `integrated-account/${id}`),
    createIntegratedAccountToken: (id: string) =>
      this.#send('POST', 'integrated-account/token', {}, { integrated_account_id: id }),
    refreshCredentials: (id: string) => this.#send('POST', 'integrated-account/refresh-credentials', {}, { id }),
    runPostInstallActions: (id: string) =>
      this.#send('POST', 'integrated-account/run-post-install-actions', {}, { id }),
  }

  readonly integrations = {
    list: (query: PythonQuery = {}) => new PythonPages((asked) => this.#send('GET', 'integration', asked), query),
    get: (id: string) => this.#send('GET', `integration/${id}`),
  }
}

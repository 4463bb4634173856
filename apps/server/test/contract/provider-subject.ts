import type { ProviderSlug } from '@rollcall/contract'
import type { Ask, ContractServer, Kept, QueryValues } from './contract-server.ts'
import { isRecord, type OperationId } from './document.ts'

/** A provider with a new sandbox and its own accounts, described only by the contract. */
export interface Subject {
  readonly provider: ProviderSlug
  /** Sends a request about the users of an account that was never used before. */
  send(id: OperationId, ask?: Ask, method?: string): Promise<Kept>
  meta(method: string): Promise<ProviderMeta>
  /** Every user, page by page of `limit`. */
  walk(limit: number, query?: QueryValues): Promise<readonly JsonObject[]>
}

export type JsonObject = Readonly<Record<string, unknown>>

export interface ProviderMeta {
  readonly supported: boolean
  readonly responseFields: readonly string[]
  readonly filters: readonly string[]
  readonly sorts: readonly string[]
  readonly bodyFields: readonly string[]
  readonly requiredFields: readonly string[]
}

/** The objects in a list; everything else in it is left out. */
export const records = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isRecord) : [])

/** A text member; empty where it is none. */
export const text = (value: unknown, member: string): string => {
  const found = isRecord(value) ? value[member] : undefined
  return typeof found === 'string' ? found : ''
}

const namesIn = (value: unknown): readonly string[] => records(value).map((item) => text(item, 'name'))

const toMeta = (json: unknown): ProviderMeta => {
  const meta = isRecord(json) ? json : {}
  return {
    supported: meta.supported === true,
    responseFields: namesIn(meta.response_fields),
    filters: namesIn(meta.filters),
    sorts: namesIn(meta.sorts),
    bodyFields: namesIn(meta.body_fields),
    requiredFields: namesIn(records(meta.body_fields).filter(({ required }) => required === true)),
  }
}

/** Resets the provider's sandbox. */
export const freshSubject = async (server: ContractServer, provider: ProviderSlug): Promise<Subject> => {
  server.sandbox.control(provider).reset()
  const sendAs = (account: string, id: OperationId, ask: Ask): Promise<Kept> =>
    server.send(id, { ...ask, query: { integrated_account_id: account, ...ask.query } })
  // The vendors' published limits apply per account, so a new one does not wait.
  const send = async (id: OperationId, ask: Ask = {}, method?: string): Promise<Kept> =>
    sendAs(await server.freshAccount(provider, method), id, ask)
  return {
    provider,
    send,
    meta: async (method) => toMeta((await send('getUserMeta', { path: { method } })).json),
    async walk(limit, query = {}) {
      const account = await server.freshAccount(provider)
      const users: JsonObject[] = []
      for (let cursor: unknown = ''; typeof cursor === 'string'; ) {
        const page = { query: { limit, next_cursor: cursor, ...query } }
        const { status, json, text: shown } = await sendAs(account, 'listUsers', page)
        if (status !== 200 || !isRecord(json)) throw new Error(`${provider} did not list: ${shown.slice(0, 500)}`)
        const found = records(json.result)
        if (json.result_count !== found.length) throw new Error(`${provider} miscounts its page.`)
        users.push(...found)
        cursor = json.next_cursor
      }
      return users
    },
  }
}

/** An id of the same form as those of a list, which is not one of them: its last digit or letter differs. */
export const unknownIdLike = (users: readonly JsonObject[]): string => {
  const ids = users.map((user) => text(user, 'id'))
  if (ids.every((id) => /^\d+$/.test(id))) return String(ids.reduce((most, id) => Math.max(most, Number(id)), 0) + 7919)
  const known = new Set(ids)
  const endings = [...'9876543210fedcba']
  const unknown = ids
    .flatMap((id) => endings.map((ending) => `${id.slice(0, -1)}${ending}`))
    .find((id) => !known.has(id))
  if (unknown === undefined) throw new Error('Every id is taken.')
  return unknown
}

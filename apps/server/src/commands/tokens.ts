import type { components } from '@rollcall/contract'
import { type AdminOptions, answerOf, withAdmin } from './admin.ts'
import { type CommandIo, show } from './command-io.ts'
import { showTable } from './table.ts'

type ApiToken = components['schemas']['ApiToken']

interface Options extends AdminOptions {
  readonly json?: boolean
}

const pageSize = 1000

export const listTokens = (io: CommandIo, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const tokens: ApiToken[] = []
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const query = { limit: pageSize, ...(cursor === undefined ? {} : { next_cursor: cursor }) }
      const page = await answerOf(admin, admin.client.GET('/api-token', { params: { query } }))
      tokens.push(...page.result)
      cursor = page.next_cursor ?? undefined
    }
    const rows = tokens.map(({ id, name, hint, scopes, integrated_account_id, expires_at, last_used_at }) => [
      id,
      name,
      `…${hint}`,
      scopes.join(','),
      integrated_account_id,
      expires_at,
      last_used_at,
    ])
    showTable(io, options.json, tokens, ['ID', 'NAME', 'ENDS IN', 'SCOPES', 'ACCOUNT', 'EXPIRES', 'LAST USED'], rows)
  })

export interface NewTokenOptions extends Options {
  readonly name: string
  readonly scope?: readonly ApiToken['scopes'][number][]
  readonly account?: string
  readonly expires?: string
}

export const createToken = (io: CommandIo, options: NewTokenOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const { name, scope, account, expires } = options
    const body = {
      name,
      ...(scope === undefined ? {} : { scopes: [...scope] }),
      ...(account === undefined ? {} : { integrated_account_id: account }),
      ...(expires === undefined ? {} : { expires_at: expires }),
    }
    const made = await answerOf(admin, admin.client.POST('/api-token', { body }))
    io.errors(`The token "${made.name}" (${made.id}) was made; it is shown only now.\n`)
    show(io, options.json, made, made.token)
  })

export const revokeToken = (io: CommandIo, id: string, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const revoked = await answerOf(admin, admin.client.DELETE('/api-token/{id}', { params: { path: { id } } }))
    show(io, options.json, revoked, `The token ${revoked.id} is revoked.`)
  })

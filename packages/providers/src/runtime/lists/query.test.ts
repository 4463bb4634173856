import { describe, expect, it } from 'vitest'
import { paperVendor } from '../../testing/exchange.ts'
import { acme, acmeListing, contextOf, failureOf, livingVendor, usersOf } from '../../testing/made-up-vendor.ts'
import { bindingOf, type ListFormat, type ListQuery, supportedQuery } from './query.ts'

const { email: _email, ...withoutEmail } = acme.user
/** Acme whose users have no e-mail. */
const poor = { ...acme, user: withoutEmail }
const formats: readonly ListFormat[] = ['unified', 'normalized', 'raw', 'stream', 'lines']
const sort = { field: 'email', direction: 'asc' } as const

describe.each(formats)('a filter by what the users lack, in the format %s', (format) => {
  const query: ListQuery = { limit: 1, filters: { email: 'ann@acme.test' }, sort, format }
  const vendor = () => livingVendor(() => ({ body: { users: [{ id: '1' }] } }))

  it('is left out by lenient handling, with a warning', async () => {
    const found = await usersOf(poor, vendor()).list(query, contextOf())
    expect(found.warnings).toEqual([
      {
        code: 'filter-not-supported',
        parameter: 'email',
        detail: 'Acme users have no email, so the list cannot be filtered by it.',
      },
      {
        code: 'sort-not-supported',
        parameter: 'sort_by',
        detail: 'Acme users have no email, so the list cannot be sorted by it.',
      },
    ])
  })

  it('is refused by strict handling, before any call', async () => {
    const users = usersOf(poor, paperVendor([]))
    expect(await failureOf(() => users.list({ ...query, handling: 'strict' }, contextOf()))).toMatchObject({
      slug: 'filter-not-supported',
      errors: [{ parameter: 'email' }, { parameter: 'sort_by' }],
    })
  })
})

describe('a filter beside bytes of the vendor', () => {
  const native = acmeListing({ nativeFilters: ['email', 'name'] })

  it.each(['raw', 'stream'] as const)('has to be one that the vendor applies itself (%s)', (format) => {
    const query: ListQuery = { limit: 1, filters: { email: 'ann@acme.test' }, format }
    expect(supportedQuery(native, query)).toEqual({ query, warnings: [] })
    for (const [adapter, filters] of [
      [acme, { email: 'ann@acme.test', name: 'Ann' }],
      [native, { email: 'zoë@acme.test', name: 'Zoë' }],
    ] as const) {
      expect(() => supportedQuery(adapter, { ...query, filters })).toThrow(
        expect.objectContaining({
          slug: 'invalid-request',
          message:
            'email, name cannot be used with the formats raw and stream, because Acme itself has no such filter.',
          errors: [
            { parameter: 'email', detail: expect.stringContaining('raw and stream') },
            { parameter: 'name', detail: expect.stringContaining('raw and stream') },
          ],
        }),
      )
    }
  })

  it('may be any filter in other formats', () => {
    for (const format of ['unified', 'normalized', 'lines', undefined] as const) {
      const query: ListQuery = { limit: 1, filters: { name: 'Zoë' }, format }
      expect(supportedQuery(native, query)).toEqual({ query, warnings: [] })
    }
  })
})

describe('a workspace', () => {
  const query: ListQuery = { limit: 1, filters: {}, workspaceId: 'w1' }

  it.each(formats)('is refused where the provider declares none (%s)', (format) => {
    expect(() => supportedQuery(acme, { ...query, format })).toThrow(
      expect.objectContaining({
        slug: 'invalid-request',
        errors: [{ parameter: 'workspace', detail: expect.anything() }],
      }),
    )
    expect(supportedQuery(acme, { limit: 1, filters: {}, format }).warnings).toEqual([])
  })

  it('is accepted where the provider declares them', () => {
    expect(supportedQuery(acmeListing({ hasWorkspaces: true }), query)).toEqual({ query, warnings: [] })
  })
})

describe('a cursor', () => {
  const query: ListQuery = {
    limit: 10,
    filters: { email: 'ann@acme.example', is_active: true },
    sort,
    remoteQuery: { team: '7' },
    workspaceId: 'w1',
  }
  const bound = (change: Partial<ListQuery> = {}, account = 'account'): string =>
    bindingOf(account, { ...query, ...change })

  it.each([
    ['account', bound({}, 'another')],
    ['format', bound({ format: 'normalized' })],
    ['filter', bound({ filters: { email: 'ann@acme.example' } })],
    ['sort', bound({ sort: undefined })],
    ['direction', bound({ sort: { field: 'email', direction: 'desc' } })],
    ['workspace', bound({ workspaceId: 'w2' })],
    ['remote query', bound({ remoteQuery: { team: '8' } })],
  ])('cannot be used with another %s', (_what, other) => {
    expect(other).not.toBe(bound())
  })

  it('can be used with another limit, and with its filters in another order', () => {
    expect(bound({ limit: 50 })).toBe(bound())
    expect(bound({ format: 'unified' })).toBe(bound())
    expect(bound({ filters: { is_active: true, email: 'ann@acme.example' } })).toBe(bound())
  })
})

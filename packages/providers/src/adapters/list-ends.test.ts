import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { adapters } from '../registry.ts'
import { ProviderFailure } from '../runtime/failures.ts'
import { recordsOf } from '../runtime/lists/walk.ts'
import { pageOf } from '../testing/made-up-vendor.ts'

/** No list of any vendor ends early without an error, in whatever form the vendor states that it continues. */

interface Said {
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface Forms {
  /** The vendor's answer with `null` as its list. */
  readonly nothing: unknown
  /** States that there is more, and not where. */
  readonly nowhere?: readonly Said[]
  /** The next position is present and is not a text. */
  readonly noText?: readonly Said[]
  /** A percent-encoded cursor, `a=b/c==`, and the position that it is. */
  readonly encoded?: { readonly said: Said; readonly position: object }
}

const list = (key: string) => ({ nothing: { [key]: null } })
const odd: readonly unknown[] = [{}, ['x'], true]

const forms: Readonly<Record<ProviderSlug, Forms>> = {
  accelo: list('response'),
  activecampaign: list('users'),
  attio: list('data'),
  capsule: list('users'),
  close: {
    ...list('data'),
    nowhere: [{ body: { data: [], has_more: true } }],
    noText: [{ body: { data: [{}], has_more: {} } }],
  },
  copper: { nothing: null },
  'dynamics-365-sales': {
    ...list('value'),
    noText: [...odd, 7].map((next) => ({ body: { value: [{}], '@odata.nextLink': next } })),
  },
  freshsales: list('users'),
  highlevel: { ...list('users'), nowhere: [{ body: { users: [], count: 9 } }] },
  hubspot: {
    ...list('results'),
    noText: odd.map((after) => ({ body: { results: [{}], paging: { next: { after } } } })),
    encoded: {
      said: { body: { results: [{}], paging: { next: { after: 'a%3Db%2Fc%3D%3D' } } } },
      position: { at: 'a=b/c==' },
    },
  },
  insightly: { nothing: null, nowhere: [{ body: [], headers: { 'x-total-count': '9' } }] },
  keap: {
    ...list('users'),
    noText: odd.map((next_page_token) => ({ body: { users: [{}], next_page_token } })),
    nowhere: [{ body: { users: [{}], next_page_token: 'https://api.infusionsoft.com/crm/rest/v2/users' } }],
    encoded: { said: { body: { users: [{}], next_page_token: 'a%3Db%2Fc%3D%3D' } }, position: { at: 'a=b/c==' } },
  },
  'monday-crm': { nothing: { data: { users: null } } },
  nutshell: { ...list('users'), noText: [...odd, 7].map((next) => ({ body: { users: [{}], meta: { next } } })) },
  onepagecrm: { nothing: { data: { users: null } } },
  outreach: { ...list('data'), noText: [...odd, 7].map((next) => ({ body: { data: [{}], links: { next } } })) },
  pipedrive: {
    nothing: { data: null },
    nowhere: [undefined, null, 'x', {}].map((next_start) => ({
      body: { data: [{}], additional_data: { pagination: { more_items_in_collection: true, next_start } } },
    })),
  },
  pipeliner: {
    ...list('data'),
    nowhere: [{ body: { data: [{}], page_info: { has_next_page: true, end_cursor: null } } }],
    noText: odd.map((end_cursor) => ({ body: { data: [{}], page_info: { has_next_page: true, end_cursor } } })),
    encoded: {
      said: { body: { data: [{}], page_info: { has_next_page: true, end_cursor: 'a%3Db%2Fc%3D%3D' } } },
      position: { at: 'a=b/c==' },
    },
  },
  planhat: { nothing: null },
  salesflare: { nothing: null },
  salesforce: {
    ...list('records'),
    nowhere: [{ body: { records: [], done: false } }],
  },
  teamleader: list('data'),
  wix: { ...list('members'), nowhere: [{ body: { members: [], metadata: { total: 9, offset: 0, count: 0 } } }] },
  'zendesk-sell': list('items'),
  'zoho-crm': { ...list('users'), nowhere: [{ body: { users: [], info: { more_records: true } } }] },
}

const pagesOf = (said: readonly Said[] | undefined): readonly Said[] => said ?? []

describe.each(providerSlugs)('the list of %s', (slug) => {
  const { list } = adapters[slug].users
  const { nothing, nowhere, noText, encoded } = forms[slug]

  const next = ({ body, headers = {} }: Said) => {
    const found = recordsOf(list, body)
    if (!Array.isArray(found)) throw new Error('The form has no list.')
    return list.paging.next({ request: pageOf({ size: 2 }), answer: { status: 200, headers, body }, records: found })
  }

  it('is empty or not understood where it is null, and causes no other error', () => {
    const found = recordsOf(list, nothing)
    expect(Array.isArray(found) ? found : []).toEqual([])
  })

  it('continues or fails where the vendor states more, and not where', () => {
    for (const said of [...pagesOf(nowhere), ...pagesOf(noText)]) {
      expect(() => next(said), JSON.stringify(said)).toThrow(ProviderFailure)
    }
  })

  it('decodes a percent-encoded cursor, and sends it encoded once', () => {
    if (encoded === undefined) return
    expect(next(encoded.said)).toEqual(encoded.position)
    const { query = {}, body } = list.request(pageOf({ size: 2, at: 'a=b/c==' }))
    expect(JSON.stringify([query, body])).toContain('a=b/c==')
  })
})

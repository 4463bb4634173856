import { describe, expect, it } from 'vitest'
import type { UpdateInput, VendorAnswer } from '../../contract.ts'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { pipeliner } from './pipeliner.ts'
import type { PipelinerClient } from './record.ts'

const api = 'https://eu-central.api.pipelinersales.com/api/v100/rest/spaces/acme_Sales/entities/Clients'
const id = '01234567-abcd-dcba-ffff-000000000001'
const clients = fixture(import.meta.url, 'clients')
const invalid = fixture(import.meta.url, 'invalid')
const jane = at(clients, 'data.0')
const rick = at(clients, 'data.1')
const one = (change: object = {}) => ({ success: true, data: { ...Object(jane), ...change } })
const page = (data: unknown[], next?: string) => ({
  success: true,
  total: 2,
  data,
  page_info: { start_cursor: 'WyIwMSJd', end_cursor: next ?? 'WyIwNSJd', has_next_page: next !== undefined },
})
const failure = (status: number, message: string) => ({
  status,
  body: { ...Object(invalid), http_status: status, message },
})
const deleted = { success: true, data: id }

testAdapter(pipeliner, {
  account: {
    method: 'basic',
    variables: { service_url: 'https://eu-central.api.pipelinersales.com', space_id: 'acme_Sales' },
  },
  get: {
    id,
    exchanges: [
      {
        request: `GET ${api}/${id}`,
        headers: { authorization: `Basic ${btoa('login-77c1:password-0d9e8f7a6b')}` },
        answer: { body: one() },
      },
    ],
    user: {
      id,
      name: 'Jane Doe',
      first_name: 'Jane',
      last_name: 'Doe',
      email: 'jane@example.com',
      is_active: true,
      created_at: '2019-02-01T07:41:49.529Z',
      updated_at: '2024-07-09T12:51:48.050Z',
      urls: [{ type: 'photo', url: 'https://example.com/jane.png' }],
    },
  },
  unknown: {
    id: '00000000-0000-0000-0000-000000000000',
    exchanges: [
      { request: `GET ${api}/00000000-0000-0000-0000-000000000000`, answer: failure(404, 'Entity was not found.') },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}?first=1&include-deleted=true`, answer: { body: page([jane], 'WyIwMSJd') } }],
      ids: [id],
      next: {
        limit: 1,
        exchanges: [
          // The last page has an end cursor, too.
          { request: `GET ${api}?first=1&after=WyIwMSJd&include-deleted=true`, answer: { body: page([rick]) } },
        ],
        ids: ['01234567-abcd-dcba-ffff-000000000002'],
      },
    },
    empty: {
      exchanges: [
        {
          request: `GET ${api}?first=100&include-deleted=true`,
          answer: {
            body: {
              success: true,
              data: [],
              page_info: { start_cursor: null, end_cursor: null, has_next_page: false },
            },
          },
        },
      ],
      ids: [],
    },
    filters: {
      email: {
        filters: { email: 'Jane@Example.com' },
        exchanges: [
          {
            request: `GET ${api}?first=100&include-deleted=true&filter[email]=Jane@Example.com&filter-op[email]=ieq`,
            answer: { body: page([jane]) },
          },
        ],
        ids: [id],
      },
      created_at: {
        filters: { created_at: { gt: '2019-01-15T00:00:00.500Z', lt: '2020-01-01T00:00:00.000Z' } },
        exchanges: [
          {
            request: `GET ${api}?first=100&include-deleted=true&filter[created]=2019-01-15T00:00:00&filter-op[created]=gte`,
            answer: { body: page([jane]) },
          },
        ],
        ids: [id],
      },
      updated_at: {
        filters: { updated_at: { lte: '2024-07-09T12:51:48.050Z' } },
        exchanges: [
          {
            request: `GET ${api}?first=100&include-deleted=true&filter[modified]=2024-07-09T12:51:49&filter-op[modified]=lte`,
            // The vendor's microseconds are after the bound, the contract's milliseconds are not.
            answer: { body: page([jane, rick]) },
          },
        ],
        ids: [id, '01234567-abcd-dcba-ffff-000000000002'],
      },
    },
  },
  create: {
    body: {
      email: 'jane@example.com',
      remote_data: { default_unit_id: 'u', master_right_id: 'r', unit_membership: ['m'] },
    },
    exchanges: [
      {
        request: `POST ${api}`,
        body: { email: 'jane@example.com', default_unit_id: 'u', master_right_id: 'r', unit_membership: ['m'] },
        answer: { status: 201, body: one() },
      },
    ],
    user: { id, email: 'jane@example.com' },
  },
  update: {
    is_active: {
      body: { is_active: false, remote_data: { position: 'Head of sales' } },
      exchanges: [
        { request: `PATCH ${api}/${id}`, body: { position: 'Head of sales' }, answer: { body: one() } },
        { request: `DELETE ${api}/${id}`, answer: { body: deleted } },
        { request: `GET ${api}/${id}`, answer: { body: one({ is_deleted: true }) } },
      ],
      user: { is_active: false },
    },
  },
  delete: { id, exchanges: [{ request: `DELETE ${api}/${id}`, answer: { body: deleted } }] },
  errors: [
    { operation: 'get', answer: { status: 401, body: '' }, slug: 'account-needs-reauth' },
    { operation: 'list', answer: failure(403, 'The application may not read Clients.'), slug: 'provider-forbidden' },
    {
      operation: 'create',
      answer: failure(422, 'Validation failed.'),
      slug: 'provider-rejected',
      says: 'Validation failed.',
    },
    {
      operation: 'list',
      answer: { status: 400, body: invalid },
      slug: 'provider-rejected',
      says: 'Missing or invalid JSON data.',
    },
    { operation: 'delete', answer: failure(404, 'Entity was not found.'), slug: 'user-not-found' },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'retry-after': '7' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 7,
    },
    { operation: 'get', answer: failure(500, 'Oops.'), slug: 'provider-error' },
    // Recorded by https://github.com/amp-labs/connectors (providers/pipeliner/test): the router's own answer, for an unknown
    // space, and an unknown kind of record. Neither concerns a user.
    {
      operation: 'get',
      answer: {
        status: 404,
        body: { status: 404, message: 'The requested URL was not found.', errorcode: null, traceback: null },
      },
      slug: 'provider-error',
      says: 'The requested URL was not found.',
    },
    {
      operation: 'get',
      answer: { status: 404, body: { ...failure(404, 'cannot determine it').body, name: 'ERROR_UNKNOWN_TYPE' } },
      slug: 'provider-error',
    },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // The flag counts under any status, in any form, with the status that it names.
    ...[false, 'false', 0].map((success) => ({
      operation: 'list' as const,
      answer: { body: { success, http_status: 400, message: 'Odd.' } },
      slug: 'provider-rejected',
      says: 'Odd.',
    })),
    { operation: 'get', answer: { body: failure(404, 'Gone.').body }, slug: 'user-not-found' },
    { operation: 'list', answer: { body: { success: false, http_status: '429' } }, slug: 'provider-rate-limited' },
    {
      operation: 'list',
      answer: { body: { success: false, code: 40000, name: 'ERROR_ENTITY_VALIDATION' } },
      slug: 'provider-rejected',
    },
    { operation: 'list', answer: { body: { success: false, name: 'ERROR_NEW' } }, slug: 'provider-error' },
    ...[{}, null, { data: null }, { success: true, data: null }, { success: true, data: [] }, { data: id }].flatMap(
      (body) =>
        (['delete', 'update'] as const).map((operation) => ({
          operation,
          writes: { is_active: false },
          request: `DELETE ${api}/${id}`,
          answer: { body },
          slug: 'outcome-unknown',
        })),
    ),
    { operation: 'delete', answer: { body: failure(422, 'Protected.').body }, slug: 'provider-rejected' },
    { operation: 'create', answer: { status: 201, body: { success: true, data: null } }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Pipeliner', () => {
  const steps = (input: Partial<UpdateInput<PipelinerClient>>) => {
    const { update } = pipeliner.users
    if ('absent' in update) throw new Error(update.absent)
    const all = stepsOf(update, { id, changes: {}, body: undefined, record: undefined, variables: {}, ...input })
    return all.map(({ method, path }) => `${method} ${displayOf(path).replace('/spaces/{space_id}/entities', '')}`)
  }

  it('restores a deleted user before anything else, and deletes last', () => {
    const body = { position: 'AE' }
    expect(steps({ changes: { is_active: true }, body })).toEqual([
      'POST /Clients/batch-restore',
      'PATCH /Clients/{user id}',
    ])
    expect(steps({ changes: { is_active: false }, body })).toEqual([
      'PATCH /Clients/{user id}',
      'DELETE /Clients/{user id}',
    ])
    expect(steps({ body })).toEqual(['PATCH /Clients/{user id}'])
  })

  it('sends only the id for a restoration', () => {
    const { update } = pipeliner.users
    const input = { id, changes: { is_active: true }, body: undefined, record: undefined, variables: {} }
    const planned = 'absent' in update ? [] : stepsOf(update, input)
    expect(planned).toMatchObject([{ method: 'POST', body: [id], fields: ['is_active'] }])
    expect(planned.map(({ path }) => displayOf(path))).toEqual(['/spaces/{space_id}/entities/Clients/batch-restore'])
  })

  it('reads a batch answer with an error in place of the id as a refusal', () => {
    const answer = (data: unknown) => ({ status: 200, headers: {}, body: { success: true, data } })
    const meaning = (given: VendorAnswer, operation: 'update' | 'list') => meaningOf(pipeliner.errors, given, operation)
    const refused = answer([{ success: false, http_status: 404, message: 'Entity was not found.' }])
    expect(meaning(refused, 'update')).toBe(404)
    expect(meaning(answer([id, { success: false, http_status: 422 }]), 'update')).toBe(422)
    expect(meaning(answer([{ success: false }]), 'update')).toBe(502)
    expect(pipeliner.errors.message?.(refused.body)).toBe('Entity was not found.')
    expect(meaning(answer([id]), 'update')).toBeUndefined()
    expect(meaning(answer([jane]), 'list')).toBeUndefined()
  })

  it('accepts a restoration whose answer has the id, and no other', () => {
    const { update } = pipeliner.users
    const input = { id, changes: { is_active: true }, body: undefined, record: undefined, variables: {} }
    const done = 'absent' in update ? undefined : stepsOf(update, input)[0]?.done
    const answered = (data: unknown) => done?.({ status: 200, headers: {}, body: { success: true, data } }, id)
    expect([answered([id]), answered([id.toUpperCase()])]).toEqual([true, true])
    expect([[], null, ['other'], [null], {}, id].map(answered)).toEqual([false, false, false, false, false, false])
  })

  it('follows the cursor while the vendor states that there is more, in any form, and fails without a cursor', () => {
    const { list } = pipeliner.users
    const next = (page_info: unknown, total = 1) =>
      list.paging.next({
        request: pageOf(),
        answer: { status: 200, headers: {}, body: { success: true, data: [jane], total, page_info } },
        records: [jane],
      })
    expect(next({ has_next_page: true, end_cursor: 'WyIwNSJd' })).toEqual({ at: 'WyIwNSJd' })
    expect(next({ has_next_page: '1', end_cursor: 5 })).toEqual({ at: '5' })
    expect(next({ has_next_page: true, end_cursor: 'WyIwNSJdCg%3D%3D' })).toEqual({ at: 'WyIwNSJdCg==' })
    expect(next({ has_next_page: false, end_cursor: 'WyIwNSJd' })).toBeUndefined()
    expect(() => next({ has_next_page: true, end_cursor: null })).toThrow('continues, but not where')
    expect(() => next({ has_next_page: true, end_cursor: {} })).toThrow('continues, but not where')
    expect(() => next(undefined, 42)).toThrow('continues, but not where')
    expect(next(undefined)).toBeUndefined()
    expect(list.records?.({ success: true, data: null })).toEqual([])
    expect(list.records?.({ data: null })).toBeNull()
  })

  it('reads whether a user is deleted in any form, and guesses nothing', () => {
    const active = (is_deleted: unknown) => readUser(pipeliner, { id, is_deleted }, {}).user.is_active
    expect([true, 1, '1', 'true', false, 0, 'false', null, 'maybe'].map(active)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
      null,
      null,
    ])
  })

  it('reads both forms of dates, microseconds cut, no zone as UTC', () => {
    expect(readUser(pipeliner, rick, {}).user).toMatchObject({
      is_active: false,
      created_at: '2019-01-01T00:00:00.000Z',
    })
  })

  it('shows a picture only where its name is an address', () => {
    expect(readUser(pipeliner, rick, {}).user.urls).toBeNull()
  })

  it('encodes a space id of any letters as one path segment, and refuses a service URL elsewhere', () => {
    const { space_id, service_url } = pipeliner.account
    const fits = (pattern: RegExp | undefined, value: string) =>
      new RegExp(`^(?:${pattern?.source})$`, pattern?.flags).test(value)
    for (const space of ['fr_Myself', 'Ünit-7', 'a.b']) expect(fits(space_id?.pattern, space)).toBe(true)
    for (const space of ['', 'a/b', 'a b', 'a?b']) expect(fits(space_id?.pattern, space)).toBe(false)
    for (const url of ['https://us-east.pipelinersales.com', 'https://api.coevera.com']) {
      expect(fits(service_url?.pattern, url)).toBe(true)
    }
    for (const url of [
      'http://us-east.pipelinersales.com',
      'https://pipelinersales.com.evil.test',
      'https://evil.test/.pipelinersales.com',
      'https://user@us-east.pipelinersales.com',
    ]) {
      expect(fits(service_url?.pattern, url)).toBe(false)
    }
  })
})

import { providerSlugs, userFields } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ContractServer, startContractServer } from './contract-server.ts'
import { isRecord } from './document.ts'
import { freshSubject, type JsonObject, records, type Subject, text, unknownIdLike } from './provider-subject.ts'

/** The promises of every provider's reads; each answer is also checked against the contract. */

let server: ContractServer
beforeAll(async () => {
  server = await startContractServer()
})
afterAll(() => server.stop())

describe.each(providerSlugs)('%s', (provider) => {
  let subject: Subject
  let users: readonly JsonObject[]
  beforeAll(async () => {
    subject = await freshSubject(server, provider)
    users = await subject.walk(170)
  })

  const some = (): string => text(users[1], 'id')

  test('lists to the end, each user once, in one order with any page size', async () => {
    const ids = users.map((user) => text(user, 'id'))
    expect(ids.length).toBeGreaterThan(10)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain('')
    const other = await subject.walk(93, { truto_exclude_fields: ['remote_data'] })
    expect(other.map((user) => text(user, 'id'))).toEqual(ids)
    const { text: lines } = await subject.send('listUsers', { headers: { accept: 'application/x-ndjson' } })
    const read: readonly unknown[] = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    expect(read.map((user) => text(user, 'id'))).toEqual(ids)
  })

  test('returns only the fields that meta names, and each of id, e-mail and name for some user', async () => {
    const { responseFields } = await subject.meta('list')
    const shown = new Set(users.flatMap((user) => Object.keys(user)))
    expect([...shown].sort()).toEqual([...responseFields].sort())
    for (const field of responseFields.filter((name) => ['id', 'email', 'name'].includes(name))) {
      expect(
        users.some((user) => text(user, field) !== ''),
        field,
      ).toBe(true)
    }
    expect(responseFields).toEqual(expect.arrayContaining(['id', 'remote_data']))
  })

  test('accepts every filter and sort that meta names', async () => {
    const { filters, sorts } = await subject.meta('list')
    const values: Readonly<Record<string, unknown>> = {
      email: text(users[1], 'email'),
      name: text(users[1], 'name'),
      is_active: true,
      created_at: { gte: '2000-01-01T00:00:00Z' },
      updated_at: { gte: '2000-01-01T00:00:00Z' },
    }
    for (const filter of filters) {
      const {
        status,
        json,
        text: shown,
      } = await subject.send('listUsers', {
        query: { limit: 5, [filter]: values[filter] },
        headers: { prefer: 'handling=strict' },
      })
      expect(status, `${filter}: ${shown.slice(0, 300)}`).toBe(200)
      const found = records(isRecord(json) ? json.result : []).length
      if (users.some((user) => (user[filter] ?? null) !== null)) expect(found, filter).toBeGreaterThan(0)
    }
    for (const sort of sorts) {
      const query = { limit: 5, sort_by: { [sort]: 'desc' } }
      expect((await subject.send('listUsers', { query, headers: { prefer: 'handling=strict' } })).status, sort).toBe(
        200,
      )
    }
  })

  test.each(['unified', 'normalized', 'raw', 'stream'])('gets and lists users as %s', async (format) => {
    const query = { truto_response_format: format }
    const one = await subject.send('getUser', { path: { id: some() }, query })
    // A vendor without a call for one user has no bytes of one user.
    expect(one.status, one.text.slice(0, 300)).toBe(format === 'stream' && isFromList(one.json) ? 501 : 200)
    const many = await subject.send('listUsers', { query: { ...query, limit: 3 } })
    expect(many.status, many.text.slice(0, 300)).toBe(200)
    if (format === 'raw' || format === 'stream') return
    expect(one.json).toHaveProperty('id', some())
    const first = records(isRecord(many.json) ? many.json.result : [])
    expect(first.map((user) => text(user, 'id'))).toEqual(users.slice(0, 3).map((user) => text(user, 'id')))
    if (format === 'normalized') expect(Object.keys(first[0] ?? {}).sort()).toEqual(normalizedFields)
    else expect(one.json).toHaveProperty('remote_data')
  })

  test('returns the own user where meta names it as supported, else a 501', async () => {
    const { supported } = await subject.meta('me')
    const { status, json, text: shown } = await subject.send('getMe')
    if (status === 200) expect(users.map((user) => text(user, 'id'))).toContain(text(json, 'id'))
    else expect(json, shown).toHaveProperty('type', '/errors/operation-not-supported')
    if (!supported) expect(status).toBe(501)
  })

  test('does not find ids that do not exist, of its own form or of another', async () => {
    const ids = [unknownIdLike(users), 'rollcall no/such user', '..', '00000000-0000-4000-8000-00000000dead']
    for (const id of ids) {
      const { status, json, text: shown } = await subject.send('getUser', { path: { id } })
      expect(status, `${id}: ${shown.slice(0, 300)}`).toBe(404)
      expect(json).toHaveProperty('type', '/errors/user-not-found')
    }
  })
})

const normalizedFields = userFields.filter((field) => field !== 'remote_data').toSorted()

const isFromList = (json: unknown): boolean => text(json, 'type') === '/errors/operation-not-supported'

import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ContractServer, startContractServer } from './contract-server.ts'
import { isRecord } from './document.ts'
import { creatingMethods, isWritable, neededBesides, neededRemoteData, newValue, otherValue } from './made-up-values.ts'
import { freshSubject, type JsonObject, type Subject, text, unknownIdLike } from './provider-subject.ts'

/** The promises of every provider's writes: all that meta names is possible, and nothing is ignored. */

let server: ContractServer
beforeAll(async () => {
  server = await startContractServer()
})
afterAll(() => server.stop())

const unified = ['name', 'first_name', 'last_name', 'email', 'is_active', 'custom_fields']

const without = (fields: readonly string[], left: readonly string[]) => fields.filter((field) => !left.includes(field))

describe.each(providerSlugs)('%s', (provider) => {
  let subject: Subject
  let users: readonly JsonObject[]
  beforeAll(async () => {
    subject = await freshSubject(server, provider)
    users = await subject.walk(100)
  })

  const read = async (id: string) => (await subject.send('getUser', { path: { id } })).json

  test('updates every field that meta names as writable, and returns it afterwards', async () => {
    const { supported, bodyFields } = await subject.meta('update')
    const user = users.find((candidate, index) => index > 0 && isWritable(provider, candidate)) ?? {}
    const path = { id: text(user, 'id') }
    if (!supported) {
      const refused = await subject.send('updateUser', { path, body: { name: 'Contract Tester' } })
      expect(refused.json).toHaveProperty('type', '/errors/operation-not-supported')
      return
    }
    const fields = without(bodyFields, ['remote_data'])
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) {
      const value = otherValue(field, user)
      const written = await subject.send('updateUser', { path, body: { [field]: value } })
      expect(written.status, `${field}: ${written.text.slice(0, 300)}`).toBe(200)
      expect(written.json, field).not.toHaveProperty('warnings')
      if (field === 'custom_fields') {
        expect(JSON.stringify(await read(path.id))).toContain('Contract test')
        continue
      }
      expect(written.json, field).toHaveProperty(field, value)
      expect(await read(path.id), field).toHaveProperty(field, value)
    }
  })

  test('refuses the fields that it cannot write, and lists those that it can', async () => {
    const { supported, bodyFields } = await subject.meta('update')
    const path = { id: text(users[2], 'id') }
    const others = without(unified, bodyFields)
    if (!supported || others.length === 0) return
    const body = Object.fromEntries(others.map((field) => [field, newValue(field)]))
    const { status, json } = await subject.send('updateUser', { path, body })
    expect(status).toBe(422)
    expect(json).toMatchObject({
      type: '/errors/field-not-supported',
      writable_fields: without(bodyFields, ['remote_data']),
      errors: others.map((field) => ({ pointer: `/${field}` })),
    })
    const { remote_data: _volatile, ...before } = users[2] ?? {}
    expect(await read(path.id)).toMatchObject(before)
  })

  test('creates a user from the fields that meta requires, which is then found; else a 501', async () => {
    const { supported, requiredFields } = await subject.meta('create')
    const remote = neededRemoteData(provider, isRecord(users[1]?.remote_data) ? users[1].remote_data : {})
    const fields = [...without(requiredFields, ['remote_data']), ...(neededBesides[provider] ?? [])]
    const values = Object.fromEntries(fields.map((field) => [field, newValue(field)]))
    const body = { ...values, ...(remote === undefined ? {} : { remote_data: remote }) }
    const sent = { body: supported ? body : { email: 'contract.newcomer@acme.example' } }
    const { status, json, text: shown } = await subject.send('createUser', sent, creatingMethods[provider])
    if (!supported) {
      expect(json).toHaveProperty('type', '/errors/operation-not-supported')
      return
    }
    expect(status, shown.slice(0, 500)).toBe(201)
    expect(json).not.toHaveProperty('warnings')
    expect(users.map((user) => text(user, 'id'))).not.toContain(text(json, 'id'))
    for (const field of fields) expect(json, field).toHaveProperty(field, values[field])
    expect(await read(text(json, 'id'))).toMatchObject(values)
    expect((await subject.walk(100)).map((user) => text(user, 'id'))).toContain(text(json, 'id'))
  })

  test('names the missing fields of a creation, before any call', async () => {
    const { supported, requiredFields } = await subject.meta('create')
    const lacking = without(requiredFields, ['remote_data'])
    if (!supported) return
    server.sandbox.control(provider).clearRequests()
    const { status, json } = await subject.send('createUser', {
      body: { remote_data: { made_up: true } },
    })
    expect(status).toBe(400)
    const errors = isRecord(json) && Array.isArray(json.errors) ? json.errors : []
    const pointers = errors.map((fault: unknown) => text(fault, 'pointer'))
    expect(pointers).toEqual(expect.arrayContaining(lacking.map((name) => `/${name}`)))
    expect(server.sandbox.control(provider).requests()).toEqual([])
  })

  test('deletes where meta names it as supported, else names the alternative', async () => {
    const { supported } = await subject.meta('delete')
    const path = { id: text(users[3], 'id') }
    const { status, json, text: shown } = await subject.send('deleteUser', { path })
    if (!supported) {
      expect(json).toHaveProperty('type', '/errors/operation-not-supported')
      return
    }
    expect(status, shown.slice(0, 300)).toBe(200)
    expect(json).toEqual(path)
    const after = await subject.send('getUser', { path })
    // Some vendors keep deleted users as inactive ones.
    if (after.status !== 404) expect(after.json, after.text.slice(0, 300)).toHaveProperty('is_active', false)
  })

  test('does not find ids that do not exist', async () => {
    const path = { id: unknownIdLike(users) }
    for (const [method, id] of [
      ['update', 'updateUser'],
      ['delete', 'deleteUser'],
    ] as const) {
      const { supported, bodyFields } = await subject.meta(method)
      const field = bodyFields[0] ?? 'is_active'
      const body = method === 'update' ? { body: { [field]: otherValue(field, { is_active: true }) } } : {}
      const { status, text: shown } = await subject.send(id, { path, ...body })
      expect(status, `${id}: ${shown.slice(0, 300)}`).toBe(supported ? 404 : 501)
    }
  })
})

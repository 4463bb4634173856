import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ContractServer, startContractServer } from './contract-server.ts'
import { isWritable, otherValue } from './made-up-values.ts'
import { freshSubject, type JsonObject, type Subject, text } from './provider-subject.ts'

/** A promise of every provider for a 2xx of the vendor that does not confirm the change: it is not reported as done. */

let server: ContractServer
beforeAll(async () => {
  server = await startContractServer()
})
afterAll(() => server.stop())

/** The forms in which vendors were seen to do nothing with a success status. */
const nothings: readonly (readonly [unknown])[] = [[{ data: null }], [{ errors: [{ message: 'Odd.' }] }], [[]], [null]]

const writing = ['PUT', 'PATCH', 'POST', 'DELETE']

describe.each(providerSlugs)('%s', (provider) => {
  let subject: Subject
  let users: readonly JsonObject[]
  beforeAll(async () => {
    subject = await freshSubject(server, provider)
    users = await subject.walk(100)
  })

  const vendor = () => server.sandbox.control(provider)
  const answerNothing = (body: unknown) => {
    vendor().clearFaults()
    for (const method of writing) vendor().fault({ match: { method }, status: 200, body })
  }

  test.each(nothings)('reports no change and no deletion as done after %j', async (body) => {
    const user = users.find((candidate, index) => index > 0 && isWritable(provider, candidate)) ?? {}
    const path = { id: text(user, 'id') }
    const { supported, bodyFields } = await subject.meta('update')
    answerNothing(body)
    for (const field of supported ? bodyFields.filter((name) => name !== 'remote_data') : []) {
      const written = await subject.send('updateUser', { path, body: { [field]: otherValue(field, user) } })
      expect(written.status, `${field}: ${written.text.slice(0, 300)}`).toBeGreaterThanOrEqual(400)
    }
    if ((await subject.meta('delete')).supported) {
      const deleted = await subject.send('deleteUser', { path })
      expect(deleted.status, deleted.text.slice(0, 300)).toBeGreaterThanOrEqual(400)
    }
    vendor().clearFaults()
  })
})

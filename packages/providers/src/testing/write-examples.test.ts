import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Update } from '../contract.ts'
import { acmeWith, api, contextOf, failureOf, livingVendor, type Person, usersOf } from './made-up-vendor.ts'
import { otherRecord, plain, readsFirst, separate } from './write-examples.ts'

const page = readFileSync(new URL('../../../../docs/add-a-provider.md', import.meta.url), 'utf8')
const source = readFileSync(new URL('./write-examples.ts', import.meta.url), 'utf8')

describe('the examples of docs/add-a-provider.md', () => {
  it('are the ones that are compiled and run here', () => {
    const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, block = '']) => block.trim())
    const examples = source.split(/\n\n(?=\/\/ )/).slice(1)
    expect(blocks).toEqual(examples.map((example) => example.trim()))
  })

  const ann = { id: '1', first: 'Ann', mail: 'ann@example.com', active: true, user: { id: '1' } }

  /** The calls that change a user, each with its body. */
  const callsOf = async (update: Update<Person>, body: object, record: object = ann): Promise<readonly string[]> => {
    const vendor = livingVendor(({ url }) => ({ body: url.pathname.includes('seats') ? { id: 's9' } : record }))
    await usersOf(acmeWith({ update }), vendor).update('1', { body, handling: 'strict' }, contextOf())
    return vendor.requests
      .filter(({ method }) => method !== 'GET')
      .map((request) => `${request.method} ${request.url.toString().slice(api.length)} ${request.body ?? ''}`.trim())
  }

  it('change by one call', async () => {
    expect(await callsOf(plain, { first_name: 'Ann' })).toEqual(['PATCH /users/1 {"first":"Ann"}'])
  })

  it('make a separate call for a field, in the order of the steps', async () => {
    const changed = 'PATCH /users/1 {"first":"Ann"}'
    expect(await callsOf(separate, { first_name: 'Ann', is_active: true })).toEqual(['POST /users/1/activate', changed])
    expect(await callsOf(separate, { first_name: 'Ann', is_active: false }, { ...ann, active: false })).toEqual([
      changed,
      'POST /users/1/deactivate',
    ])
    expect(await callsOf(separate, { is_active: true })).toEqual(['POST /users/1/activate'])
  })

  it('complete a change with the values of the record', async () => {
    expect(await callsOf(readsFirst, { first_name: 'Ann' })).toEqual([
      'PUT /users/1 {"mail":"ann@example.com","first":"Ann"}',
    ])
  })

  it('change another record, and say why where there is none', async () => {
    const seated = { ...ann, seat: { id: 's9' } }
    expect(await callsOf(otherRecord, { first_name: 'Ann' }, seated)).toEqual(['PATCH /seats/s9 {"first":"Ann"}'])
    const failure = await failureOf(() => callsOf(otherRecord, { first_name: 'Ann' }))
    expect(failure).toMatchObject({ slug: 'field-not-supported', message: expect.stringContaining('no seat') })
  })
})

import { expect, it } from 'vitest'
import { isSame } from './record.ts'

const user = { global_user_id: 'g1', email_addresses: [{ email: 'Ann@example.com', field: 'EMAIL1' }] }

it('recognises a user by the global id', () => {
  expect(isSame({ global_user_id: 'g1' }, { id: 'g1', email: 'else@example.com' })).toBe(true)
})

it('recognises a user by an e-mail or by the login, in any case', () => {
  expect(isSame(user, { id: '4236128', email: 'ann@example.com' })).toBe(true)
  expect(isSame(user, { id: '4236128', email: 'old@example.com', keap_id: 'ANN@example.com' })).toBe(true)
})

it('finds no user where nothing is the same or nothing is sent', () => {
  expect(isSame(user, { id: '4236128', email: 'bo@example.com' })).toBe(false)
  expect(isSame({}, {})).toBe(false)
  expect(isSame({ email_addresses: [{}] }, {})).toBe(false)
})

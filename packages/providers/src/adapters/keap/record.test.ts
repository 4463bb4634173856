import { expect, it } from 'vitest'
import { isSame } from './record.ts'

const user = { global_user_id: 'g1', email_addresses: [{ email: 'Ann@example.com', field: 'EMAIL1' }] }

it('knows a user by the global id', () => {
  expect(isSame({ global_user_id: 'g1' }, { id: 'g1', email: 'else@example.com' })).toBe(true)
})

it('knows a user by an e-mail or by the login, whatever the case', () => {
  expect(isSame(user, { id: '4236128', email: 'ann@example.com' })).toBe(true)
  expect(isSame(user, { id: '4236128', email: 'old@example.com', keap_id: 'ANN@example.com' })).toBe(true)
})

it('takes nobody for the user where nothing agrees or nothing is there', () => {
  expect(isSame(user, { id: '4236128', email: 'bo@example.com' })).toBe(false)
  expect(isSame({}, {})).toBe(false)
  expect(isSame({ email_addresses: [{}] }, {})).toBe(false)
})

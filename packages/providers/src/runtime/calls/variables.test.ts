import { describe, expect, it } from 'vitest'
import type { AccountVariable, Variables } from '../../contract.ts'
import { changedVariables, withDefaults } from './variables.ts'

const text = { description: '', example: '', pattern: /.+/ }
const declared: Readonly<Record<string, AccountVariable>> = {
  region: { ...text, default: 'eu' },
  address: text,
  login: { ...text, default: ({ address = 'none', region = 'none' }: Variables) => `${address}.${region}.login` },
}

describe('the variables of an account', () => {
  it('are those that are given, and those that are derived from them', () => {
    expect(withDefaults(declared, { address: 'a' })).toEqual({ region: 'eu', address: 'a', login: 'a.eu.login' })
    expect(withDefaults(declared, { address: 'a', region: 'us' }).login).toBe('a.us.login')
    expect(withDefaults(declared, { address: 'a', login: 'own', other: 'kept' })).toEqual({
      region: 'eu',
      address: 'a',
      login: 'own',
      other: 'kept',
    })
    expect(withDefaults(declared, {})).toEqual({ region: 'eu', login: 'none.eu.login' })
  })

  it('are derived again after a change of the others, unless they were given', () => {
    const followed = withDefaults(declared, { address: 'a' })
    expect(changedVariables(declared, followed, { address: 'b' })).toMatchObject({ login: 'b.eu.login' })
    const named = { ...followed, login: 'own' }
    expect(changedVariables(declared, named, { address: 'b' })).toMatchObject({ address: 'b', login: 'own' })
    expect(changedVariables(declared, followed, { address: 'b', login: 'new' })).toMatchObject({ login: 'new' })
    expect(changedVariables(declared, followed, {})).toEqual(followed)
  })
})

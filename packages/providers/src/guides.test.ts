import { providerSlugs } from '@rollcall/contract'
import { describe, expect, test } from 'vitest'
import { guides } from './guides.ts'
import { adapters } from './registry.ts'

/** The help texts and questions of the hosted page fit the adapters. */

describe.each(providerSlugs)('%s', (slug) => {
  const { authentication, account } = adapters[slug]

  test('has help for every method of its adapter, and for no other', () => {
    expect(Object.keys(guides[slug]).sort()).toEqual(Object.keys(authentication).sort())
  })

  test.each(Object.entries(guides[slug]))('%s asks only for variables of its adapter', (method, guide) => {
    const { requires = [], offers = [], where, rights, source, labels = {} } = guide
    const asked = [...requires, ...offers]
    expect(asked.filter((variable) => account[variable] === undefined)).toEqual([])
    expect(new Set(asked).size).toBe(asked.length)
    // The variables of other methods are derived from the adapter; a token answer has those that a consent does not ask for.
    if (method !== 'oauth2') expect(requires).toEqual([])
    for (const sentence of [where, rights]) expect(sentence).toMatch(/^[A-Zm].*\.$/)

    expect(URL.canParse(source) && new URL(source).protocol).toBe('https:')
    const parts = {
      api_key: ['api_key'],
      basic: ['username', 'password'],
      client_credentials: ['client_id', 'client_secret'],
    }
    const own: readonly string[] = Object.entries(parts).find(([known]) => known === method)?.[1] ?? []
    expect(Object.keys(labels).filter((part) => !own.includes(part))).toEqual([])
  })
})

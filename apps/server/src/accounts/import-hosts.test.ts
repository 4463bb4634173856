import { providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { examplesOf, isTrueHost, lookAlikesOf } from '@rollcall/providers/testing/true-hosts'
import { describe, expect, it } from 'vitest'
import { parseImport } from './parse-import.ts'

/** A look-alike of the vendor's address is not imported, neither by name nor by a token answer. */

const credentials = {
  api_key: { api_key: 'key' },
  basic: { username: 'ann', password: 'pass' },
  client_credentials: { oauth: { client: { id: 'app', secret: 'secret' } } },
  oauth2: { oauth: { token: { access_token: 'at', refresh_token: 'rt' }, client: { id: 'app', secret: 'secret' } } },
} as const

const withAccount = providerSlugs.filter((slug) => Object.keys(adapters[slug].account).length > 0)

describe.each(withAccount)('an import of %s', (slug) => {
  const adapter = adapters[slug]
  const [method = 'api_key'] = (['oauth2', 'api_key', 'basic', 'client_credentials'] as const).filter(
    (candidate) => adapter.authentication[candidate] !== undefined,
  )
  const variables = Object.entries(adapter.account)
  const examples = Object.fromEntries(variables.map(([name, { example }]) => [name, example]))
  // One of each domain: the others differ in labels that the adapter's own tests compare with look-alikes.
  const hosts = [...new Map(examplesOf(slug).map((host) => [host.split('.').slice(-2).join('.'), host])).values()]
  const lookAlikes = [...new Set(hosts.flatMap((host) => lookAlikesOf(slug, host)))]

  const stored = (name: string, value: string): string | undefined => {
    const imported = parseImport(adapter, method, { ...examples, ...credentials[method], [name]: value }, { nowMs: 0 })
    return 'account' in imported ? imported.account.variables[name] : undefined
  }
  const reported = (name: string, value: string): string | undefined => {
    const { [name]: _told, ...others } = examples
    const oauth = { token: { access_token: 'at', [name]: value } }
    const imported = parseImport(adapter, 'oauth2', { ...others, oauth }, { nowMs: 0 })
    return 'account' in imported ? imported.account.variables[name] : undefined
  }
  const hostOf = (value: string): string => value.replace(/^https:\/\//, '').split('/')[0] ?? ''
  const addresses = variables.filter(([, { example }]) => isTrueHost(slug, hostOf(example)))

  it('stores true addresses in one spelling, whatever was pasted', () => {
    for (const [name, { example }] of addresses) {
      const once = stored(name, example)
      expect(once).toBe(example)
      const address = `https://${hostOf(example)}`
      for (const pasted of [
        ` ${example}\n`,
        example.toUpperCase(),
        `${address}/`,
        `${address}:443/`,
        address.replace('https:', 'HTTPS:'),
        address.replace('https:', 'http:'),
        hostOf(example),
        `${address}/some/page.html?a=b#c`,
      ]) {
        expect(stored(name, pasted), pasted).toBe(once)
      }
    }
  })

  it('stores the address of a whole token answer', () => {
    const { oauth2, client_credentials } = adapter.authentication
    for (const [name, { example }] of addresses) {
      const tells = oauth2?.account?.({ [name]: example }, {})[name]
      if (tells === undefined) continue
      expect(reported(name, `${example.toUpperCase()}/`), name).toBe(example)
      if (client_credentials === undefined) continue
      const { [name]: _told, ...others } = examples
      const oauth = { ...credentials.client_credentials.oauth, token: { access_token: 'at', [name]: example } }
      const imported = parseImport(adapter, 'client_credentials', { ...others, oauth }, { nowMs: 0 })
      expect(imported).toMatchObject({ account: { variables: { [name]: example } } })
    }
  })

  it('stores no look-alike', () => {
    for (const [name, { example }] of addresses) {
      for (const lookAlike of lookAlikes) {
        for (const value of [example.replace(hostOf(example), () => lookAlike), `https://${lookAlike}`, lookAlike]) {
          for (const kept of [stored(name, value), ...(method === 'oauth2' ? [reported(name, value)] : [])]) {
            if (kept === undefined || kept === adapter.account[name]?.default) continue
            expect(isTrueHost(slug, hostOf(kept)), `${name}: ${value} is stored as ${kept}`).toBe(true)
            expect(kept, value).toMatch(/^(?:https:\/\/)?[a-z0-9.-]+(?:\/crm\/sales)?$/)
          }
        }
      }
    }
  })
})

import { Buffer } from 'node:buffer'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { adapters } from '../registry.ts'
import { assertLink, assertVariables, assertVendorUrl, baseUrlOf } from '../runtime/calls/hosts.ts'
import { ProviderFailure } from '../runtime/failures.ts'
import { requestToken } from '../runtime/oauth/oauth.ts'
import { examplesOf, isTrueHost, lookAlikesOf, trueHosts } from '../testing/true-hosts.ts'

/** A host pattern is a security boundary: it matches true hosts, and no look-alike. */

const passes = (check: () => unknown): boolean => {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof ProviderFailure) return false
    throw error
  }
}

const isHostOf = (slug: ProviderSlug, address: string): boolean =>
  passes(() => assertVendorUrl(adapters[slug], address))

/** A variable whose value is, or begins with, a host: the example cut at it. */
const around = (slug: ProviderSlug, example: string): readonly [string, string, string] | undefined => {
  const host = example.replace(/^https:\/\//, '').split('/')[0] ?? ''
  if (!isTrueHost(slug, host)) return undefined
  const start = example.indexOf(host)
  return [example.slice(0, start), host, example.slice(start + host.length)]
}

describe.each(providerSlugs)('the hosts of %s', (slug) => {
  const adapter = adapters[slug]
  const hosts = examplesOf(slug)
  const lookAlikes = [...new Set(hosts.flatMap((host) => lookAlikesOf(slug, host)))]
  const variables = Object.entries(adapter.account)
  const examples = Object.fromEntries(variables.map(([name, { example }]) => [name, example]))

  it('match every host that the vendor publishes, in any letter case', () => {
    expect(trueHosts[slug].source).toMatch(/^https:/)
    expect(hosts.filter((host) => !isHostOf(slug, `https://${host}/x`))).toEqual([])
    expect(hosts.filter((host) => !isHostOf(slug, `https://${host.toUpperCase()}`))).toEqual([])
    expect(hosts.filter((host) => !isHostOf(slug, `https://${host}:443/x?y#z`))).toEqual([])
  })

  it('match no look-alike', () => {
    expect(lookAlikes.length).toBeGreaterThan(80)
    // A host with a path, a query or a port of https is that host.
    const isAddressOfTrueHost = (address: string) =>
      /^https:\/\/[a-z0-9.-]+(?::443)?(?:[/?#]|$)/.test(address) && isTrueHost(slug, new URL(address).hostname)
    const taken = lookAlikes.filter(
      (host) => isHostOf(slug, `https://${host}/x`) && !isAddressOfTrueHost(`https://${host}/x`),
    )
    expect(taken).toEqual([])
  })

  it('match no other scheme with a true host', () => {
    const schemes = ['http:', 'ftp:', 'ws:', 'javascript:', 'data:', '', 'https:/', 'https:\\\\']
    expect(hosts.flatMap((host) => schemes.filter((scheme) => isHostOf(slug, `${scheme}//${host}/`)))).toEqual([])
  })

  it('are no wider for next links', () => {
    const base = new URL(`https://${hosts[0]}/x`)
    const taken = lookAlikes.filter((host) => passes(() => assertLink(adapter, base, `https://${host}/x`)))
    expect(taken.filter((host) => !isTrueHost(slug, host.split(/[/?#]/)[0] ?? ''))).toEqual([])
  })

  it('are no wider in the variables of an account', () => {
    for (const [name, { example }] of variables) {
      const [before, host, after] = around(slug, example) ?? []
      const hostile = host === undefined ? lookAlikes : lookAlikesOf(slug, host)
      const values = [...hostile.map((other) => `${before ?? ''}${other}${after ?? ''}`), ...lookAlikes]
      const astray = values.filter((value) => {
        const given = { ...examples, [name]: value }
        if (!passes(() => assertVariables(adapter, given))) return false
        return !isTrueHost(slug, baseUrlOf(adapter, given).hostname)
      })
      expect(astray, name).toEqual([])
      if (before === undefined) continue
      expect(
        values.filter((value) => passes(() => assertVariables(adapter, { ...examples, [name]: value }))),
        name,
      ).toEqual([])
    }
  })
})

describe.each(providerSlugs.filter((slug) => adapters[slug].authentication.oauth2?.account !== undefined))(
  'a token answer of %s',
  (slug) => {
    const adapter = adapters[slug]
    const addresses = Object.entries(adapter.account).filter(([, { example }]) => around(slug, example) !== undefined)
    const known = Object.fromEntries(addresses.map(([name, { example }]) => [name, example]))
    const tokenFor = (answer: object) =>
      requestToken({
        adapter,
        variables: { ...known, user_type: 'Location' },
        method: 'oauth2',
        client: { id: 'app', secret: 'app-secret' },
        refreshToken: 'rt-0',
        transport: {
          send: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) }),
          stream: () => Promise.reject(new Error('no stream is asked for')),
        },
        now: () => 0,
        context: { signal: new AbortController().signal, deadlineAtMs: 1000 },
      })

    it('with another host is refused, and is shown without its tokens', async () => {
      for (const [name, { example }] of addresses) {
        const [before, host = '', after] = around(slug, example) ?? []
        for (const lookAlike of lookAlikesOf(slug, host)) {
          const answer = {
            access_token: 'at-marked',
            refresh_token: 'rt-marked',
            [name]: `${before}${lookAlike}${after}`,
          }
          const outcome = await tokenFor(answer).catch((error: unknown) => error)
          if (!(outcome instanceof ProviderFailure)) {
            // It has no value for this variable, or the address that the account has.
            expect(outcome).toMatchObject({ variables: known })
            continue
          }
          expect(outcome).toMatchObject({ slug: 'provider-error', options: { remote: { status: 200 } } })
          expect(outcome.message + JSON.stringify(outcome.options)).not.toMatch(/at-marked|rt-marked|app-secret/)
        }
      }
    })
  },
)

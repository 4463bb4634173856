import { providerSlugs } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { adapters } from '../registry.ts'
import { assertVariables, assertVendorUrl } from '../runtime/calls/hosts.ts'
import { ProviderFailure } from '../runtime/failures.ts'
import { trueHosts } from '../testing/true-hosts.ts'

/** A host pattern is a security boundary: true hosts pass, and nothing that merely looks like them. */

const registrable = (host: string): string => {
  const labels = host.split('.')
  return labels.slice(/\.(?:com?|org)\.[a-z]{2}$/.test(host) ? -3 : -2).join('.')
}

/** Hosts of somebody else that look like this one. */
const lookAlikesOf = (host: string): readonly string[] => {
  const labels = host.split('.')
  const domain = registrable(host)
  const zone = domain.slice(domain.indexOf('.') + 1)
  const name = domain.slice(0, domain.indexOf('.'))
  const swapped = labels
    .slice(0, -1)
    .map((_label, index) => labels.toSpliced(index, 2, labels[index + 1] ?? '', labels[index] ?? '').join('.'))
  const all = [
    `${host}.evil.test`,
    `${host}.com`,
    `${host}.${zone}`,
    `${host}.co`,
    `evil${domain}`,
    `evil-${domain}`,
    `${domain}.evil.test`,
    `${name}.evil.${zone}`,
    `${name}-.${zone}`,
    `${name}.test`,
    `${host}-evil.${zone}`,
    `-${domain}`,
    `${labels[0]}-${labels.slice(1).join('.')}`.replace(/^([^.]+-[^.]+)\.([^.]+)$/, 'evil.$1.$2.test'),
    host.replace(`.${domain}`, `-${domain}`).replace(/^/, host.includes(`.${domain}`) ? '' : 'x.y.'),
    host.replaceAll('.', '-'),
    `${host}.`,
    `.${host}`,
    host.replace('.', '..'),
    `${host}:443.evil.test`,
    `${host}\n.evil.test`,
    host.replace('.', '\u3002').replace(/$/, '.evil.test'),
    host.replace('.', '%2e').replace(/$/, '.evil.test'),
    `${host}xn--evil.test`,
    host.replace(/\.([^.]+)$/, '$1'),
    ...swapped,
  ]
  // A name below the vendor's own domain is the vendor's, whoever's account it is.
  return all.filter((candidate) => !/^[a-z0-9.-]+$/.test(candidate) || registrable(candidate) !== domain)
}

const isHostOf = (slug: keyof typeof adapters, address: string): boolean => {
  try {
    assertVendorUrl(adapters[slug], address)
    return true
  } catch (error) {
    if (error instanceof ProviderFailure) return false
    throw error
  }
}

describe.each(providerSlugs)('the hosts of %s', (slug) => {
  // A provider without published hosts fails the first test.
  const { hosts, source } = trueHosts[slug] ?? { hosts: [], source: 'none' }
  const lookAlikes = [...new Set(hosts.flatMap(lookAlikesOf))].filter((host) => !hosts.includes(host))

  it('take every host that the vendor publishes', () => {
    expect(source).toMatch(/^https:/)
    expect(hosts.filter((host) => !isHostOf(slug, `https://${host}/x`))).toEqual([])
    expect(hosts.filter((host) => !isHostOf(slug, `https://${host.toUpperCase()}`))).toEqual([])
  })

  it('take no host that looks like one', () => {
    expect(lookAlikes.length).toBeGreaterThan(15)
    expect(lookAlikes.filter((host) => isHostOf(slug, `https://${host}/x`))).toEqual([])
  })

  it('take no other scheme, port or user beside a true host', () => {
    const addresses = hosts.flatMap((host) => [
      `http://${host}/`,
      `https://${host}:8443/`,
      `https://user@${host}/`,
      `https://user:secret@${host}/`,
      `https://${host}@evil.test/`,
      `https://evil.test\\@${host}/`.replace('@', '.'),
      `https://evil.test/${host}`,
      `https://evil.test?${host}`,
      `https://evil.test#${host}`,
    ])
    expect(addresses.filter((address) => isHostOf(slug, address))).toEqual([])
  })

  it('are as narrow in the variables of an account', () => {
    const examples = Object.fromEntries(
      Object.entries(adapters[slug].account).map(([name, { example }]) => [name, example]),
    )
    for (const [name, { example }] of Object.entries(adapters[slug].account)) {
      const host = /^https:\/\/([^/]+)/.exec(example)?.[1]
      if (host === undefined) continue
      const taken = lookAlikesOf(host).filter((lookAlike) => {
        const variables = { ...examples, [name]: `https://${lookAlike}` }
        try {
          assertVariables(adapters[slug], variables)
          return true
        } catch (error) {
          if (error instanceof ProviderFailure) return false
          throw error
        }
      })
      expect(taken, name).toEqual([])
    }
  })
})

import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { type AuthenticationMethod, adapters, integrationOf } from '@rollcall/providers'
import { demoLogins } from '@rollcall/sandbox'
import { describe, expect, it } from 'vitest'
import { parseImport } from './parse-import.ts'

/**
 * The account variables without which an import by a method is refused; those that a token answer can have are not sent here.
 */
const needed: {
  readonly [Slug in ProviderSlug]?: { readonly [Method in AuthenticationMethod]?: readonly string[] }
} = {
  accelo: { oauth2: ['deployment'], client_credentials: ['deployment'] },
  activecampaign: { api_key: ['api_url'] },
  copper: { api_key: ['user_email'] },
  'dynamics-365-sales': { oauth2: ['instance_url'], client_credentials: ['instance_url', 'tenant_id'] },
  freshsales: { api_key: ['bundle_alias'], basic: ['bundle_alias'] },
  highlevel: { api_key: ['company_id'], oauth2: ['company_id'] },
  insightly: { api_key: ['pod'] },
  pipeliner: { basic: ['service_url', 'space_id'] },
  salesforce: { oauth2: ['instance_url'], client_credentials: ['instance_url'] },
  wix: { api_key: ['site_id'], client_credentials: ['instance_id'] },
}

const methods = providerSlugs.flatMap((slug) =>
  (['oauth2', 'client_credentials', 'api_key', 'basic'] as const).flatMap((method) =>
    adapters[slug].authentication[method] === undefined ? [] : [[slug, method] as const],
  ),
)

const credentials: Readonly<Record<AuthenticationMethod, object>> = {
  oauth2: { oauth: { token: { access_token: 'a' }, client: { id: 'i', secret: 's' } } },
  client_credentials: { oauth: { client: { id: 'i', secret: 's' } } },
  api_key: { api_key: 'k' },
  basic: { username: 'u', password: 'p' },
}

const missingOf = (slug: ProviderSlug, method: AuthenticationMethod, variables: object): (string | undefined)[] => {
  const parsed = parseImport(adapters[slug], method, { ...credentials[method], ...variables }, { nowMs: 0 })
  return 'faults' in parsed
    ? parsed.faults.map(({ pointer, detail }) => (/^is required/.test(detail) ? pointer : detail))
    : []
}

describe.each(methods)('%s by %s', (slug, method) => {
  const names = needed[slug]?.[method] ?? []

  it('is refused without the account variables that the login needs, each by name, and accepted with them', () => {
    expect(missingOf(slug, method, {})).toEqual(names.map((name) => `/context/${name}`))
    const examples = Object.fromEntries(names.map((name) => [name, adapters[slug].account[name]?.example]))
    expect(missingOf(slug, method, examples)).toEqual([])
    for (const name of names) {
      expect(missingOf(slug, method, { ...examples, [name]: undefined })).toEqual([`/context/${name}`])
    }
  })

  it('marks these variables in the list of providers', () => {
    const listed = integrationOf(adapters[slug]).account_variables.filter(
      ({ required, required_for }) => required || required_for?.includes(method) === true,
    )
    expect(listed.map(({ name }) => name)).toEqual(names)
  })
})

it('accepts every login of the sandbox', () => {
  for (const slug of providerSlugs) {
    for (const { authentication_method: method, context } of demoLogins(slug)) {
      const parsed = parseImport(adapters[slug], method, context, { nowMs: 0, environmentHasClient: true })
      expect({ slug, method, parsed }).not.toHaveProperty('parsed.faults')
    }
  }
})

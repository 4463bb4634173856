import { Buffer } from 'node:buffer'
import type { ProviderSlug } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import type { Variables } from '../contract.ts'
import { adapters } from '../registry.ts'
import type { OutgoingRequest } from '../runtime/calls/exchange.ts'
import { baseUrlOf } from '../runtime/calls/hosts.ts'
import { withDefaults } from '../runtime/calls/variables.ts'
import { authorizeUrl } from '../runtime/oauth/authorize-url.ts'
import { requestToken, revoke } from '../runtime/oauth/oauth.ts'

/** The address of an account decides where its users consent and where its tokens are made, renewed and revoked. */

const client = { id: 'app', secret: 'app-secret' }
const context = { signal: new AbortController().signal, deadlineAtMs: 1000 }

const vendor = (answer: object) => {
  const requests: OutgoingRequest[] = []
  const send = (request: OutgoingRequest) => {
    requests.push(request)
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) })
  }
  return { requests, transport: { send, stream: () => Promise.reject(new Error('no stream is asked for')) } }
}

const refreshed = (slug: ProviderSlug, variables: Variables, answer: object) => {
  const { requests, transport } = vendor({ access_token: 'at-1', ...answer })
  const input = {
    adapter: adapters[slug],
    variables,
    method: 'oauth2',
    client,
    transport,
    now: () => 0,
    context,
  } as const
  return requestToken({ ...input, refreshToken: 'rt-0' }).then((token) => ({ token, requests }))
}

const hostsOf = async (slug: ProviderSlug, variables: Variables) => {
  const adapter = adapters[slug]
  const consent = authorizeUrl({
    adapter,
    variables,
    clientId: 'app',
    redirectUri: 'https://rollcall.test/connect',
    state: 's',
    codeVerifier: 'v'.repeat(43),
  })
  const { requests } = await refreshed(slug, variables, {})
  const { requests: revoked, transport } = vendor({})
  await revoke({ adapter, variables, client, refreshToken: 'rt-0', transport, context })
  return [...new Set([new URL(consent).host, ...[...requests, ...revoked].map(({ url }) => url.host)])]
}

describe('without its own address for logins', () => {
  it.each<[ProviderSlug, Variables, string]>([
    // https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm
    ['salesforce', { instance_url: 'https://acme.my.salesforce.com' }, 'login.salesforce.com'],
    ['salesforce', { instance_url: 'https://cs42.salesforce.com' }, 'test.salesforce.com'],
    [
      'salesforce',
      { instance_url: 'https://acme--uat.sandbox.my.salesforce.com' },
      'acme--uat.sandbox.my.salesforce.com',
    ],
    ['salesforce', { instance_url: 'https://acme--uat.cs42.my.salesforce.com' }, 'acme--uat.cs42.my.salesforce.com'],
    ['salesforce', { instance_url: 'https://acme.my.salesforce.mil' }, 'acme.my.salesforce.mil'],
    ['salesforce', { instance_url: 'https://acme.my.sfcrmproducts.cn' }, 'acme.my.sfcrmproducts.cn'],
    ['salesforce', { instance_url: 'https://acme.my.sfcrmapps.cn' }, 'acme.my.sfcrmapps.cn'],
    // https://www.zoho.com/accounts/protocol/oauth/multi-dc.html
    ...['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae'].map(
      (zone): [ProviderSlug, Variables, string] => [
        'zoho-crm',
        { api_domain: `https://www.zohoapis.${zone}` },
        `accounts.zoho.${zone}`,
      ],
    ),
    ['zoho-crm', { api_domain: 'https://www.zohoapis.ca' }, 'accounts.zohocloud.ca'],
    ['zoho-crm', { api_domain: 'https://sandbox.zohoapis.jp' }, 'accounts.zoho.jp'],
    // https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
    ['dynamics-365-sales', { instance_url: 'https://contoso.crm4.dynamics.com' }, 'login.microsoftonline.com'],
    ['dynamics-365-sales', { instance_url: 'https://contoso.crm9.dynamics.com' }, 'login.microsoftonline.com'],
    ['dynamics-365-sales', { instance_url: 'https://contoso.crm.microsoftdynamics.us' }, 'login.microsoftonline.us'],
    ['dynamics-365-sales', { instance_url: 'https://contoso.crm.appsplatform.us' }, 'login.microsoftonline.us'],
    ['dynamics-365-sales', { instance_url: 'https://contoso.crm.dynamics.cn' }, 'login.partner.microsoftonline.cn'],
  ])('an account of %s at %j logs in at %s', async (slug, variables, host) => {
    expect(await hostsOf(slug, variables)).toEqual([host])
    expect(await hostsOf(slug, withDefaults(adapters[slug].account, variables))).toEqual([host])
  })

  it.each<[ProviderSlug, Variables, string]>([
    [
      'salesforce',
      { instance_url: 'https://acme--uat.sandbox.my.salesforce.com', login_url: 'https://test.salesforce.com' },
      'test.salesforce.com',
    ],
    [
      'zoho-crm',
      { api_domain: 'https://www.zohoapis.eu', accounts_server: 'https://accounts.zoho.in' },
      'accounts.zoho.in',
    ],
    [
      'dynamics-365-sales',
      { instance_url: 'https://contoso.crm.microsoftdynamics.us', login_url: 'https://login.microsoftonline.com' },
      'login.microsoftonline.com',
    ],
  ])('an account of %s with its own address for logins keeps it: %j', async (slug, variables, host) => {
    expect(await hostsOf(slug, variables)).toEqual([host])
  })

  it('an environment of Dynamics is the audience of its tokens in every cloud', async () => {
    const adapter = adapters['dynamics-365-sales']
    for (const instance_url of ['https://contoso.crm4.dynamics.com', 'https://contoso.crm.appsplatform.us']) {
      const { requests, transport } = vendor({ access_token: 'at-1' })
      const variables = { instance_url, tenant_id: 'contoso.example' }
      await requestToken({ adapter, variables, method: 'client_credentials', client, transport, now: () => 0, context })
      expect(new URLSearchParams(requests[0]?.body).get('scope')).toBe(`${instance_url}/.default`)
    }
  })
})

describe('a token answer with another address', () => {
  it('the login address of a sandbox changes with its address, and one that was given stays', async () => {
    const instance_url = 'https://acmenew--uat.sandbox.my.salesforce.com'
    const old = { instance_url: 'https://acme--uat.sandbox.my.salesforce.com' }
    const moved = await refreshed('salesforce', withDefaults(adapters.salesforce.account, old), { instance_url })
    expect(moved.token.variables).toEqual({ instance_url, login_url: instance_url })
    const named = { ...old, login_url: 'https://test.salesforce.com' }
    expect((await refreshed('salesforce', named, { instance_url })).token.variables).toEqual({ ...named, instance_url })
  })

  it('the data centre of Zoho is that of the answer where the account has none', async () => {
    const variables = withDefaults(adapters['zoho-crm'].account, {})
    const { token } = await refreshed('zoho-crm', variables, { api_domain: 'https://www.zohoapis.in/' })
    expect(token.variables).toEqual({
      api_domain: 'https://www.zohoapis.in',
      accounts_server: 'https://accounts.zoho.in',
    })
  })

  it.each<[ProviderSlug, Variables, object]>([
    [
      'salesforce',
      { instance_url: 'https://acme.my.salesforce.com' },
      { instance_url: 'https://acme.my.salesforce.mil' },
    ],
    ['zoho-crm', { api_domain: 'https://www.zohoapis.eu' }, { api_domain: 'https://www.zohoapis.com.cn' }],
  ])('no account of %s changes its cloud', async (slug, variables, answer) => {
    await expect(refreshed(slug, variables, answer)).rejects.toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 200, body: { ...answer, access_token: '[redacted]' } } },
    })
  })

  it('client credentials of Salesforce get the address of their org too', async () => {
    const { requests, transport } = vendor({ access_token: 'at-1', instance_url: 'https://acmenew.my.salesforce.com' })
    const token = await requestToken({
      adapter: adapters.salesforce,
      variables: { instance_url: 'https://acme.my.salesforce.com' },
      method: 'client_credentials',
      client,
      transport,
      now: () => 0,
      context,
    })
    expect(requests[0]?.url.host).toBe('acme.my.salesforce.com')
    expect(baseUrlOf(adapters.salesforce, token.variables).host).toBe('acmenew.my.salesforce.com')
  })
})

describe('what people paste', () => {
  it.each<[ProviderSlug, string, string, string]>([
    [
      'salesforce',
      'instance_url',
      'https://acme.lightning.force.com/lightning/page/home',
      'https://acme.my.salesforce.com',
    ],
    [
      'salesforce',
      'instance_url',
      'acme--uat.sandbox.lightning.force.com',
      'https://acme--uat.sandbox.my.salesforce.com',
    ],
    ['salesforce', 'instance_url', 'https://acme.lightning.force.mil/', 'https://acme.my.salesforce.mil'],
    ['salesforce', 'instance_url', 'https://acme.my.salesforce-setup.com/x', 'https://acme.my.salesforce.com'],
    ['zoho-crm', 'accounts_server', 'https://crm.zoho.eu/crm/org1/tab/Home', 'https://accounts.zoho.eu'],
    ['zoho-crm', 'api_domain', 'https://crm.zohocloud.ca/crm/', 'https://www.zohoapis.ca'],
    ['zoho-crm', 'accounts_server', 'Accounts.Zoho.com.au/', 'https://accounts.zoho.com.au'],
    [
      'dynamics-365-sales',
      'instance_url',
      'https://Contoso.crm4.dynamics.com/main.aspx?appid=1',
      'https://contoso.crm4.dynamics.com',
    ],
    [
      'dynamics-365-sales',
      'instance_url',
      'https://contoso.api.crm4.dynamics.com/api/data/v9.2/',
      'https://contoso.crm4.dynamics.com',
    ],
    [
      'dynamics-365-sales',
      'tenant_id',
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      'contoso.example',
    ],
    ['pipedrive', 'company_domain', 'https://ACME.pipedrive.com/settings/api', 'acme'],
    ['pipedrive', 'api_domain', 'acme', 'https://acme.pipedrive.com'],
    ['pipedrive', 'api_domain', 'https://acme.pipedrive.com/api/v1', 'https://acme.pipedrive.com'],
    [
      'freshsales',
      'bundle_alias',
      'https://acme.myfreshworks.com/crm/sales/contacts',
      'acme.myfreshworks.com/crm/sales',
    ],
    ['freshsales', 'bundle_alias', 'ACME.freshworks.com', 'acme.freshworks.com/crm/sales'],
    ['freshsales', 'bundle_alias', 'https://acme.freshsales.io/deals/1', 'acme.freshsales.io'],
    ['activecampaign', 'api_url', 'https://acme.api-us1.com/api/3/', 'https://acme.api-us1.com'],
    ['accelo', 'deployment', 'https://Planet-Express.accelo.com/?a=b', 'planet-express'],
    ['accelo', 'deployment', 'planet-express.api.accelo.com', 'planet-express'],
    ['insightly', 'pod', 'https://crm.na1.insightly.com/home', 'na1'],
    ['insightly', 'pod', 'NA1', 'na1'],
    [
      'pipeliner',
      'space_id',
      'https://eu-central.api.pipelinersales.com/api/v100/rest/spaces/fr_Myself/entities',
      'fr_Myself',
    ],
    [
      'highlevel',
      'location_id',
      'https://app.gohighlevel.com/v2/location/C2QujeCh8ZnC7al2InWR/dashboard',
      'C2QujeCh8ZnC7al2InWR',
    ],
    [
      'wix',
      'site_id',
      'https://manage.wix.com/dashboard/a4d30e84-6d4c-4b4f-9c66-1fbf9c2d1d3a/home',
      'a4d30e84-6d4c-4b4f-9c66-1fbf9c2d1d3a',
    ],
    ['planhat', 'base_url', 'api-eu3.planhat.com/', 'https://api-eu3.planhat.com'],
  ])('for %s as %s, %s, becomes %s', (slug, name, pasted, canonical) => {
    const rule = adapters[slug].account[name]
    expect(rule?.canonical?.(pasted)).toBe(canonical)
    expect(rule?.canonical?.(canonical)).toBe(canonical)
    expect(canonical).toMatch(new RegExp(`^(?:${rule?.pattern.source})$`, rule?.pattern.flags))
  })
})

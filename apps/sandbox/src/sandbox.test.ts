import { expect, test } from 'vitest'
import { createSandbox, demoAccount, demoLogins, sandboxSlugs } from './index.ts'
import { vendors } from './vendors.ts'

test('serves only the requested vendors', async () => {
  const sandbox = createSandbox({ vendors: ['pipedrive'] })
  const { origin } = await sandbox.listen()
  try {
    const headers = { 'x-api-token': 'sandbox-pipedrive-token' }
    expect((await fetch(`${origin}/pipedrive/v1/users/me`, { headers })).status).toBe(200)
    expect((await fetch(`${origin}/nobody/v1/users/me`, { headers })).status).toBe(404)
  } finally {
    await sandbox.close()
  }
})

test('fails when its port is in use', async () => {
  const first = createSandbox({ vendors: [] })
  const second = createSandbox({ vendors: [] })
  const { origin } = await first.listen()
  await expect(second.listen({ port: Number(new URL(origin).port) })).rejects.toThrow('EADDRINUSE')
  await first.close()
})

test('the vendors are in alphabetical order, each once', () => {
  expect(sandboxSlugs).toEqual([...new Set(sandboxSlugs)].sort())
})

test('a demo account is the body of an import', () => {
  expect(demoAccount('pipedrive')).toEqual({
    integration: 'pipedrive',
    authentication_method: 'api_key',
    context: { api_key: 'sandbox-pipedrive-token', company_domain: 'acme' },
  })
})

test.each(vendors.map((vendor) => [vendor.slug, vendor] as const))(
  '%s can be created, and its OAuth logins name an app',
  (slug, vendor) => {
    expect(() => createSandbox({ vendors: [slug] })).not.toThrow()
    expect(Object.values(vendor.hosts).flat()).toContain(vendor.defaultHost)
    for (const login of demoLogins(slug)) {
      if (login.authentication_method === 'oauth2') expect(login.context.oauth?.client?.secret).toMatch(/^sandbox-/)
    }
  },
)

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { demoLogins } from '@rollcall/sandbox'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectSite, startConnectSite, type Visitor } from './connect-site.ts'

/** A customer connects an account in Debian's Chromium, with the sandbox's consent pages as those of the vendors. */

let site: ConnectSite
beforeAll(async () => {
  site = await startConnectSite()
})
afterAll(() => site.stop())

const phone = { viewport: { width: 375, height: 667 } }

const accountsOf = async (tenant: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { json } = await site.server.call('GET', '/integrated-account', { query: `tenant_id=${tenant}` })
  return typeof json === 'object' && json !== null ? Reflect.get(json, 'result') : []
}

const usersOf = (id: unknown) =>
  site.server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** What the page asks for, out of a login that the sandbox takes, found by label as a screen reader reads it. */
const fill = async (page: Page, provider: ProviderSlug, method: string): Promise<void> => {
  const login = demoLogins(provider).find(({ authentication_method: known }) => known === method)
  const { oauth, ...context } = login?.context ?? {}
  const values: Readonly<Record<string, unknown>> = {
    ...context,
    ...(oauth?.client === undefined ? {} : { client_id: oauth.client.id, client_secret: oauth.client.secret }),
  }
  for (const input of await page.locator('form input').all()) {
    const value = values[(await input.getAttribute('name')) ?? '']
    const isRequired = (await input.getAttribute('required')) !== null
    if (typeof value === 'string' && (isRequired || method !== 'oauth2')) await input.fill(value)
  }
}

/** No token in an address, no third party, nothing that the policy forbade, no sideways scrolling, no token in a log. */
const expectClean = async ({ page, requests, complaints }: Visitor, token: string): Promise<void> => {
  expect(page.url()).toBe(`${site.origin}/connect`)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  const hosts = new Set(requests.map((url) => new URL(url).hostname))
  expect([...hosts].filter((host) => host !== 'localhost' && host !== '127.0.0.1')).toEqual([])
  expect(requests.filter((url) => url.includes(token))).toHaveLength(1)
  expect(complaints).toEqual([])
  expect(site.server.logs.join('')).not.toContain(token)
}

const consenting = providerSlugs.filter((slug) => adapters[slug].authentication.oauth2 !== undefined)

test.each(consenting)('%s: the customer allows the app, and the account is active', async (provider) => {
  const { url, token } = await site.link({ tenant_id: `oauth-${provider}`, integrations: [provider] })
  const visitor = await site.visitor(phone)
  const { page, context } = visitor
  await page.goto(url)
  await heading(page, `Connect ${adapters[provider].name}`).waitFor()
  const signIn = page.getByRole('radio', { name: 'Sign in' })
  if ((await signIn.count()) > 0) await signIn.check()
  await fill(page, provider, 'oauth2')
  await page.getByRole('button', { name: `Continue to ${adapters[provider].name}` }).click()
  await page.getByRole('link', { name: 'Allow' }).click()
  await heading(page, 'Connected').waitFor()
  await expectClean(visitor, token)
  const [account, ...others] = await accountsOf(`oauth-${provider}`)
  expect(others).toEqual([])
  expect(account).toMatchObject({ status: 'active', authentication_method: 'oauth2', integration: { id: provider } })
  expect((await usersOf(account?.id)).status).toBe(200)
  await page.goto(url)
  await heading(page, 'This link does not work').waitFor()
  await context.close()
})

test.each([
  ['pipedrive', 'api_key', 'API key or token'],
  ['nutshell', 'basic', undefined],
  ['wix', 'client_credentials', 'An app of your own (client credentials)'],
] as const)('%s by %s: the customer fills in what the help names', async (provider, method, choice) => {
  const { url, token } = await site.link({ tenant_id: `key-${provider}`, integrations: [provider] })
  const visitor = await site.visitor(phone)
  const { page, context } = visitor
  await page.goto(url)
  await heading(page, `Connect ${adapters[provider].name}`).waitFor()
  if (choice !== undefined) await page.getByRole('radio', { name: choice }).check()
  await fill(page, provider, method)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await heading(page, 'Connected').waitFor()
  await expectClean(visitor, token)
  const [account] = await accountsOf(`key-${provider}`)
  expect(account).toMatchObject({ status: 'active', authentication_method: method })
  expect((await usersOf(account?.id)).status).toBe(200)
  await context.close()
})

test('a refused key is reported in the words of the vendor, and the next one connects the same account', async () => {
  const { url } = await site.link({ tenant_id: 'words', integrations: ['capsule'] })
  const { page, context } = await site.visitor(phone)
  await page.goto(url)
  await page.getByRole('radio', { name: 'API key or token' }).check()
  await page.getByLabel('Personal access token').fill('made-up-wrong-token')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toMatch(/Capsule/)
  const [failed] = await accountsOf('words')
  expect(failed).toMatchObject({ status: 'validation_error' })
  await fill(page, 'capsule', 'api_key')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await heading(page, 'Connected').waitFor()
  expect(await accountsOf('words')).toMatchObject([{ id: failed?.id, status: 'active' }])
  await context.close()
})

test('a customer who denies the app reads so, and can try again', async () => {
  const { url } = await site.link({ tenant_id: 'denied', integrations: ['hubspot'] })
  const { page, context } = await site.visitor(phone)
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue to HubSpot' }).click()
  await page.getByRole('link', { name: 'Deny' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toBe('HubSpot did not allow the app: The user denied access.')
  expect(await accountsOf('denied')).toEqual([])
  await page.getByRole('button', { name: 'Continue to HubSpot' }).click()
  await page.getByRole('link', { name: 'Allow' }).click()
  await heading(page, 'Connected').waitFor()
  await context.close()
})

test('an account is connected again and keeps its id', async () => {
  const body = {
    integration: 'pipedrive',
    tenant_id: 'again',
    authentication_method: 'api_key',
    context: { api_key: 'stale-key', company_domain: 'acme' },
  }
  await site.server.call('POST', '/integrated-account', { body })
  const [account] = await accountsOf('again')
  expect((await usersOf(account?.id)).status).toBe(401)
  const { url } = await site.link({ integrated_account_id: account?.id })
  const { page, context } = await site.visitor(phone)
  await page.goto(url)
  await heading(page, 'Connect Pipedrive again').waitFor()
  expect(await page.getByLabel('Company domain').inputValue()).toBe('acme')
  await fill(page, 'pipedrive', 'api_key')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await heading(page, 'Connected').waitFor()
  expect(await accountsOf('again')).toMatchObject([{ id: account?.id, status: 'active' }])
  await context.close()
})

test('all of it can be done with a keyboard', async () => {
  const { url } = await site.link({ tenant_id: 'keyboard' })
  const { page, context } = await site.visitor(phone)
  await page.goto(url)
  await heading(page, 'Choose your CRM').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('nutsh')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await heading(page, 'Connect Nutshell').waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('title')
  const [login] = demoLogins('nutshell')
  // The link to the vendor's own help comes first.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type(String(login?.context.username))
  await page.keyboard.press('Tab')
  await page.keyboard.type(String(login?.context.password))
  await page.keyboard.press('Enter')
  await heading(page, 'Connected').waitFor()
  expect(await accountsOf('keyboard')).toMatchObject([{ status: 'active' }])
  await context.close()
})

describe('the result', () => {
  test('is posted to the page that opened the window, which is closed then', async () => {
    const { url } = await site.link({ tenant_id: 'opener', integrations: ['nutshell'] })
    const { page, context } = await site.visitor()
    await page.goto(`${site.appOrigin}/?url=${encodeURIComponent(url)}`)
    const opening = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Connect' }).click()
    const popup = await opening
    const closing = popup.waitForEvent('close')
    await heading(popup, 'Connect Nutshell').waitFor()
    await fill(popup, 'nutshell', 'basic')
    await popup.getByRole('button', { name: 'Connect', exact: true }).click()
    await closing
    const [account] = await accountsOf('opener')
    expect(await page.evaluate('heard')).toEqual([
      {
        data: { result: 'success', integration: 'nutshell', integrated_account_id: account?.id },
        origin: site.origin,
      },
    ])
    await context.close()
  })

  test('comes after a consent too, and is heard by no page of another origin', async () => {
    const { url } = await site.link({ tenant_id: 'stranger', integrations: ['hubspot'] })
    const { page, context } = await site.visitor()
    // The same page by another name is another origin, which the server does not allow.
    await page.goto(`${site.appOrigin.replace('127.0.0.1', 'localhost')}/?url=${encodeURIComponent(url)}`)
    const opening = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Connect' }).click()
    const popup = await opening
    const closing = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Continue to HubSpot' }).click()
    await popup.getByRole('link', { name: 'Allow' }).click()
    await closing
    expect(await accountsOf('stranger')).toMatchObject([{ status: 'active' }])
    expect(await page.evaluate('heard')).toEqual([])
    await context.close()
  })

  test.each([
    ['Connect', { result: 'success', integration: 'nutshell' }],
    ['Go back without connecting', { result: 'closed' }],
  ])('after "%s" it is in the address that the customer returns to', async (button, result) => {
    const redirect_uri = `${site.appOrigin}/connected?kept=1`
    const { url } = await site.link({ tenant_id: `back-${button.length}`, integrations: ['nutshell'], redirect_uri })
    const { page, context } = await site.visitor(phone)
    await page.goto(url)
    await heading(page, 'Connect Nutshell').waitFor()
    if (button === 'Connect') await fill(page, 'nutshell', 'basic')
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.waitForURL(`${site.appOrigin}/connected?**`)
    const { integrated_account_id: id, ...query } = Object.fromEntries(new URL(page.url()).searchParams)
    expect(query).toEqual({ kept: '1', ...result })
    expect((await accountsOf(`back-${button.length}`)).map((account) => account.id)).toEqual(
      id === undefined ? [] : [id],
    )
    await context.close()
  })
})

const contrastScript = readFileSync(join(import.meta.dirname, 'contrast.js'), 'utf8').replace('export const', 'const')

const contrastOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate(`(() => { ${contrastScript}; return contrastOf(${JSON.stringify(selector)}) })()`)

test.each(['light', 'dark'] as const)('the page can be read in %s', async (colorScheme) => {
  const { url } = await site.link({ tenant_id: colorScheme, integrations: ['pipedrive'] })
  const { page, context } = await site.visitor({ ...phone, colorScheme })
  await page.goto(url)
  await page.getByRole('radio', { name: 'API key or token' }).check()
  for (const selector of [
    'h1',
    '.hint',
    'label',
    'input[name="api_key"]',
    'button.main',
    'form a',
    'button[type="button"]',
  ]) {
    expect(await contrastOf(page, selector), selector).toBeGreaterThanOrEqual(4.5)
  }
  const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
  expect(ground).toBe(colorScheme === 'light' ? 'rgb(246, 248, 250)' : 'rgb(20, 23, 26)')
  await context.close()
})

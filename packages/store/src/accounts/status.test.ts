import type { AccountStatus } from '@rollcall/contract'
import { ProviderFailure } from '@rollcall/providers'
import { expect, it } from 'vitest'
import { environmentId, expiredAccount, openTestStore, patient, type TestStore } from '../testing/test-store.ts'
import type { OpenedAccount } from './opened-account.ts'

/** Each operation from each status: the result of a sequence follows from its steps. */

const edges: Readonly<Record<AccountStatus, readonly AccountStatus[]>> = {
  connecting: ['active', 'validation_error', 'post_install_error'],
  active: ['needs_reauth'],
  validation_error: ['connecting'],
  post_install_error: ['connecting'],
  needs_reauth: ['connecting'],
}

const { client: _client, ...withoutClient } = expiredAccount()
const { credential } = expiredAccount()
const app = { id: 'app', secret: 'app-secret' }

const openedBy = async ({ store }: TestStore, id: string): Promise<OpenedAccount> => {
  const account = await store.accounts.open(environmentId, id)
  if (account === undefined) throw new Error('There is no such account.')
  return account
}

type Make = (test: TestStore) => Promise<string>

const madeWith =
  (status: AccountStatus): Make =>
  async ({ store }) =>
    (await store.accounts.create(environmentId, { ...withoutClient, status })).id

/** Every state in which operations differ. */
const states: Readonly<Record<string, Make>> = {
  connecting: madeWith('connecting'),
  active: madeWith('active'),
  validation_error: madeWith('validation_error'),
  post_install_error: madeWith('post_install_error'),
  'needs_reauth, refused by the vendor': async (test) => {
    const id = await madeWith('active')(test)
    await (await openedBy(test, id)).refused(401)
    return id
  },
  'needs_reauth for want of an OAuth app': async (test) => {
    const id = await madeWith('active')(test)
    await Promise.resolve((await openedBy(test, id)).open(patient())).catch(() => undefined)
    return id
  },
}

interface Step {
  readonly run: (test: TestStore, id: string) => Promise<unknown>
  /** New credentials that need no call of the vendor: `active` at once. */
  readonly brings?: 'credentials' | 'app'
}

const settingStatus = (status: Exclude<AccountStatus, 'needs_reauth'>): Step => ({
  run: ({ store }, id) => store.accounts.setStatus(environmentId, id, status),
})

const steps: Readonly<Record<string, Step>> = {
  'get, list': {
    run: async ({ store }, id) => [
      await store.accounts.get(environmentId, id),
      await store.accounts.list(environmentId, { limit: 5 }),
    ],
  },
  'update of a name and a variable': {
    run: ({ store }, id) => store.accounts.update(environmentId, id, { tenantId: 'b', variables: { hub: '7' } }),
  },
  'update of the credential': { run: ({ store }, id) => store.accounts.update(environmentId, id, { credential }) },
  'update of the credential, active at once': {
    run: ({ store }, id) => store.accounts.update(environmentId, id, { credential, isActive: true }),
    brings: 'credentials',
  },
  'setStatus connecting': settingStatus('connecting'),
  'setStatus active': settingStatus('active'),
  'setStatus validation_error': settingStatus('validation_error'),
  'setStatus post_install_error': settingStatus('post_install_error'),
  'open without an OAuth app': { run: async (test, id) => (await openedBy(test, id)).open(patient()) },
  'open with a refresh that is refused': {
    run: async (test, id) => {
      await test.store.accounts.update(environmentId, id, { variables: { hub: 'refused' } })
      await test.store.oauthApps.set(environmentId, 'hubspot', app)
      return (await openedBy(test, id)).open(patient())
    },
    brings: 'app',
  },
  'renew with a refresh that succeeds': {
    run: async (test, id) => {
      await test.store.oauthApps.set(environmentId, 'hubspot', app)
      return (await openedBy(test, id)).renew({ kind: 'token', accessToken: 'old-token' }, patient())
    },
    brings: 'app',
  },
  'refused by the vendor': { run: async (test, id) => (await openedBy(test, id)).refused(401) },
  'an OAuth app is set': { run: ({ store }) => store.oauthApps.set(environmentId, 'hubspot', app), brings: 'app' },
  'an OAuth app is deleted': { run: ({ store }) => store.oauthApps.delete(environmentId, 'hubspot') },
  delete: { run: ({ store }, id) => store.accounts.delete(environmentId, id) },
}

it('every operation, from every status, keeps it or makes a transition of the contract', async () => {
  const test = await openTestStore({
    refresher: async ({ variables }) => {
      if (variables.hub === 'refused') throw new ProviderFailure('account-needs-reauth', 'Refused.')
      return { accessToken: 'new', expiresAtMs: test.clock.now() + 1_800_000, variables }
    },
  })
  const { accounts, oauthApps } = test.store
  const moves = new Set<string>()
  for (const [state, make] of Object.entries(states)) {
    for (const [name, { run, brings }] of Object.entries(steps)) {
      await oauthApps.delete(environmentId, 'hubspot')
      const id = await make(test)
      const before = await accounts.get(environmentId, id)
      if (before === undefined) throw new Error('The account was not made.')
      await run(test, id).catch(() => undefined)
      const after = await accounts.get(environmentId, id)
      await accounts.delete(environmentId, id)
      const isAtOnce = brings === 'credentials' || (brings === 'app' && before.lastError?.kind === 'client-missing')
      const allowed: readonly (AccountStatus | undefined)[] = isAtOnce
        ? ['active', ...edges.active]
        : [before.status, ...edges[before.status], ...(name === 'delete' ? [undefined] : [])]
      expect.soft(allowed, `${name}, from ${state}`).toContain(after?.status)
      if (!isAtOnce && after !== undefined && after.status !== before.status)
        moves.add(`${before.status} > ${after.status}`)
    }
  }
  const all = Object.entries(edges).flatMap(([from, targets]) => targets.map((to) => `${from} > ${to}`))
  expect([...moves].sort()).toEqual(all.sort())
})

it('knows every operation of accounts', async () => {
  const { store } = await openTestStore()
  const covered = ['create', 'get', 'list', 'update', 'setStatus', 'activateWithClient', 'delete', 'open']
  expect(Object.keys(store.accounts).sort()).toEqual(covered.sort())
})

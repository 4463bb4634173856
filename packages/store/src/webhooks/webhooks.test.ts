import { describe, expect, it } from 'vitest'
import { generateKey, parseKeyRing } from '../keys.ts'
import { bytesOf, query } from '../testing/test-database.ts'
import { environmentId, openTestStore, otherEnvironmentId } from '../testing/test-store.ts'

const input = {
  targetUrl: 'https://hooks.example/rollcall',
  events: ['integrated_account:deleted'],
  isActive: true,
} as const

describe('a webhook', () => {
  it('has a secret that is returned once and stored sealed', async () => {
    const { store, folder } = await openTestStore()
    const { secret, ...webhook } = await store.webhooks.create(environmentId, { ...input, name: 'Billing' })
    expect(secret).toMatch(/^whsec_[0-9a-f]{64}$/)
    expect(webhook).toMatchObject({ ...input, environmentId, name: 'Billing', previousSecretUntilMs: undefined })
    expect(await store.webhooks.get(environmentId, webhook.id)).toEqual(webhook)
    expect(await store.webhooks.secrets(environmentId, webhook.id)).toEqual({ current: secret })
    expect(await bytesOf(folder)).not.toContain(secret.slice(6))
  })

  it('does not exist in another environment', async () => {
    const { store } = await openTestStore()
    const { id } = await store.webhooks.create(environmentId, input)
    expect(await store.webhooks.get(otherEnvironmentId, id)).toBeUndefined()
    expect(await store.webhooks.secrets(otherEnvironmentId, id)).toBeUndefined()
    expect(await store.webhooks.update(otherEnvironmentId, id, { name: 'x' })).toBeUndefined()
    expect(await store.webhooks.rotateSecret(otherEnvironmentId, id)).toBeUndefined()
    expect(await store.webhooks.delete(otherEnvironmentId, id)).toBe(false)
    expect((await store.webhooks.list(otherEnvironmentId, { limit: 10 })).result).toEqual([])
  })

  it('is listed with the others, the newest first', async () => {
    const { store, clock } = await openTestStore()
    const ids: string[] = []
    for (let index = 0; index < 3; index += 1) {
      ids.unshift((await store.webhooks.create(environmentId, input)).id)
      clock.advance(1)
    }
    const first = await store.webhooks.list(environmentId, { limit: 2 })
    const second = await store.webhooks.list(environmentId, { limit: 2, cursor: first.nextCursor })
    expect([...first.result, ...second.result].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeUndefined()
  })

  it('keeps its secret when its address changes, and all fields that a change does not name', async () => {
    const { store, clock } = await openTestStore()
    const { id, secret } = await store.webhooks.create(environmentId, { ...input, name: 'Billing' })
    clock.advance(1)
    expect(await store.webhooks.update(environmentId, id, { targetUrl: 'https://other.example/' })).toMatchObject({
      targetUrl: 'https://other.example/',
      events: input.events,
      name: 'Billing',
      isActive: true,
      updatedAtMs: clock.now(),
    })
    expect(await store.webhooks.secrets(environmentId, id)).toEqual({ current: secret })
    expect(await store.webhooks.update(environmentId, id, { name: null, events: [], isActive: false })).toMatchObject({
      targetUrl: 'https://other.example/',
      events: [],
      name: undefined,
      isActive: false,
    })
  })

  it('keeps its former secret for 24 hours beside a new one, and never a third', async () => {
    const { store, clock } = await openTestStore()
    const { id, secret: first } = await store.webhooks.create(environmentId, input)
    const rotated = await store.webhooks.rotateSecret(environmentId, id)
    expect(rotated?.previousSecretUntilMs).toBe(clock.now() + 24 * 60 * 60 * 1000)
    expect(await store.webhooks.secrets(environmentId, id)).toEqual({ current: rotated?.secret, previous: first })
    const again = await store.webhooks.rotateSecret(environmentId, id)
    expect(await store.webhooks.secrets(environmentId, id)).toEqual({
      current: again?.secret,
      previous: rotated?.secret,
    })
    clock.advance(24 * 60 * 60)
    expect(await store.webhooks.secrets(environmentId, id)).toEqual({ current: again?.secret })
    expect(await store.webhooks.get(environmentId, id)).toMatchObject({ previousSecretUntilMs: undefined })
  })

  it('whose row was changed by hand signs nothing until it has a new secret', async () => {
    const { store, folder } = await openTestStore()
    const { id } = await store.webhooks.create(environmentId, input)
    await query(folder, `update webhooks set target_url = 'https://evil.example/'`)
    await expect(store.webhooks.secrets(environmentId, id)).rejects.toThrow(
      `The stored secret of the webhook ${id} does not open: its row was changed, or its key "test" is another one now. Replace the secret with POST /webhook/${id}/rotate-secret.`,
    )
    const rotated = await store.webhooks.rotateSecret(environmentId, id)
    expect(rotated?.previousSecretUntilMs).toBeUndefined()
    expect(await store.webhooks.secrets(environmentId, id)).toEqual({ current: rotated?.secret })
  })

  it('prevents a server from starting without the key of its secret', async () => {
    const [first, second] = [generateKey(), generateKey()]
    const old = await openTestStore({ keys: parseKeyRing(`a:${first}`) })
    await old.store.webhooks.create(environmentId, input)
    await old.store.close()
    // The check of the keys at the start has the new one.
    await (await openTestStore({ folder: old.folder, keys: parseKeyRing(`b:${second},a:${first}`) })).store.close()
    await expect(openTestStore({ folder: old.folder, keys: parseKeyRing(`b:${second}`) })).rejects.toThrow(
      'Stored secrets were sealed with the key "a", which ROLLCALL_KEYS lacks; put that key behind the first one',
    )
  })
})

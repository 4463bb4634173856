import { createCipheriv, randomBytes } from 'node:crypto'
import { sealSecrets } from '../accounts/secrets.ts'
import type { Database } from '../database.ts'
import { responseBinding } from '../idempotency/idempotency.ts'
import { keyCheckBinding } from '../key-check.ts'
import { parseKeyRing } from '../keys.ts'
import { sealAppSecret } from '../oauth-apps/oauth-apps.ts'

/** How Rollcall sealed before migration 0002. Not to be changed: it makes stores as they were written then. */
const seal = (keyId: string, key: string, plain: string, ...place: readonly string[]): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), nonce).setAAD(Buffer.from(place.join('|')))
  const bytes = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `v1.${keyId}.${bytes.toString('base64url')}`
}

/** The one environment of an old store. */
export const oldEnvironmentId = '11111111-0000-4000-8000-000000000001'

/** A key of an old store. */
export interface OldKey {
  readonly id: string
  readonly key: string
}

export const oldAccountId = (index: number): string => `44444444-0000-4000-8000-${String(index).padStart(12, '0')}`

/**
 * Writes a store as the version with this many steps left it, into a database with those steps: accounts, an OAuth app, a
 * kept answer, the check of the keys. The version with one step sealed in the first form. The database is closed then.
 */
export const writeOldStore = async (
  { kysely, close }: Database,
  nowMs: number,
  options: {
    readonly steps: number
    readonly accounts: number
    readonly sealing: OldKey
    readonly older?: OldKey
  },
): Promise<void> => {
  const { steps, sealing, older = sealing } = options
  const isFirst = steps === 1
  const ringOf = ({ id, key }: OldKey) => parseKeyRing(`${id}:${key}`)
  const sealed = ({ id, key }: OldKey, plain: unknown, ...place: readonly string[]) =>
    seal(id, key, typeof plain === 'string' ? plain : JSON.stringify(plain), ...place)
  await kysely.insertInto('environments').values({ id: oldEnvironmentId, name: 'Old', created_at: nowMs }).execute()
  await kysely
    .insertInto('settings')
    .values({
      name: 'key-check',
      value: isFirst
        ? sealed(sealing, 'key-check', 'installation', 'settings', 'key-check')
        : ringOf(sealing).seal('key-check', keyCheckBinding),
    })
    .execute()
  for (let index = 0; index < options.accounts; index += 1) {
    const id = oldAccountId(index)
    const by = index % 2 === 0 ? sealing : older
    const credential = { kind: 'token' as const, accessToken: `access-${index}`, refreshToken: `refresh-${index}` }
    const client = { id: 'client', secret: 'client-secret' }
    const bound = {
      id,
      environment_id: oldEnvironmentId,
      tenant_id: 'acme',
      provider: 'hubspot' as const,
      authentication_method: 'oauth2' as const,
      variables: '{"hub":"42"}',
      principal: index % 3 === 0 ? String(index) : null,
    }
    await kysely
      .insertInto('accounts')
      .values({
        ...bound,
        ...(isFirst
          ? {
              credential: sealed(by, { credential, client }, oldEnvironmentId, id, 'account-credential'),
              key_id: by.id,
            }
          : sealSecrets(ringOf(by), bound, { credential, client })),
        status: 'active',
        handling: null,
        last_error: null,
        created_at: nowMs,
        updated_at: nowMs,
        version: 3,
        credential_version: 2,
        minted_at: null,
        lease_holder: null,
        lease_until: null,
      })
      .execute()
  }
  const app = { environment_id: oldEnvironmentId, provider: 'hubspot' as const, client_id: 'app' }
  await kysely
    .insertInto('oauth_apps')
    .values({
      ...app,
      ...(isFirst
        ? { secret: sealed(sealing, 'app-secret', oldEnvironmentId, 'hubspot', 'oauth-app'), key_id: sealing.id }
        : sealAppSecret(ringOf(sealing), app, 'app-secret')),
      created_at: nowMs,
      updated_at: nowMs,
    })
    .execute()
  const body = Buffer.from('{"id":"7"}').toString('base64')
  const answer = JSON.stringify({ status: 201, headers: [['content-type', 'application/json']], body })
  const key = { environment_id: oldEnvironmentId, scope: 'scope-hash', request: 'request-hash' }
  // `account_id` came with migration 0002.
  const account = isFirst ? {} : { account_id: oldAccountId(0) }
  await kysely
    .insertInto('idempotency_keys')
    .values({
      ...key,
      ...account,
      state: 'done',
      claim: 'c',
      instance: 'i',
      running_until: 0,
      response: isFirst
        ? sealed(sealing, answer, oldEnvironmentId, 'scope-hash', 'idempotent-response')
        : ringOf(sealing).seal(answer, responseBinding({ account_id: null, ...key, ...account })),
      created_at: nowMs,
    })
    .execute()
  await close()
}

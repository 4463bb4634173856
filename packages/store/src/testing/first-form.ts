import { createCipheriv, randomBytes } from 'node:crypto'
import { openDatabase } from '../database.ts'
import { initial } from '../migrations/0001-initial.ts'
import { environmentId } from './test-store.ts'

/** How Rollcall sealed before migration 0002. Frozen: it stands for stores that were written then. */
const seal = (keyId: string, key: string, plain: string, ...place: readonly string[]): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), nonce).setAAD(Buffer.from(place.join('|')))
  const bytes = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `v1.${keyId}.${bytes.toString('base64url')}`
}

/** A key of an old store. */
export interface OldKey {
  readonly id: string
  readonly key: string
}

export const oldAccountId = (index: number): string => `44444444-0000-4000-8000-${String(index).padStart(12, '0')}`

/** Writes a store as it was before migration 0002: accounts, an OAuth app, a kept answer, the check of the keys. */
export const writeOldStore = async (
  folder: string,
  nowMs: number,
  options: { readonly accounts: number; readonly sealing: OldKey; readonly older?: OldKey },
): Promise<void> => {
  const { sealing, older = sealing } = options
  const { kysely, close } = await openDatabase({ dataDirectory: folder, steps: [initial] })
  const sealed = ({ id, key }: OldKey, plain: unknown, ...place: readonly string[]) =>
    seal(id, key, typeof plain === 'string' ? plain : JSON.stringify(plain), ...place)
  await kysely.insertInto('environments').values({ id: environmentId, name: 'Old', created_at: nowMs }).execute()
  await kysely
    .insertInto('settings')
    .values({ name: 'key-check', value: sealed(sealing, 'key-check', 'installation', 'settings', 'key-check') })
    .execute()
  for (let index = 0; index < options.accounts; index += 1) {
    const id = oldAccountId(index)
    const by = index % 2 === 0 ? sealing : older
    const credential = { kind: 'token', accessToken: `access-${index}`, refreshToken: `refresh-${index}` }
    const client = { id: 'client', secret: 'client-secret' }
    await kysely
      .insertInto('accounts')
      .values({
        id,
        environment_id: environmentId,
        tenant_id: 'acme',
        provider: 'hubspot',
        authentication_method: 'oauth2',
        status: 'active',
        variables: '{"hub":"42"}',
        credential: sealed(by, { credential, client }, environmentId, id, 'account-credential'),
        key_id: by.id,
        principal: index % 3 === 0 ? String(index) : null,
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
  await kysely
    .insertInto('oauth_apps')
    .values({
      environment_id: environmentId,
      provider: 'hubspot',
      client_id: 'app',
      secret: sealed(sealing, 'app-secret', environmentId, 'hubspot', 'oauth-app'),
      key_id: sealing.id,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .execute()
  const body = Buffer.from('{"id":"7"}').toString('base64')
  const answer = { status: 201, headers: [['content-type', 'application/json']], body }
  // `account_id` came with migration 0002.
  await kysely
    .insertInto('idempotency_keys')
    .values({
      environment_id: environmentId,
      scope: 'scope-hash',
      request: 'request-hash',
      state: 'done',
      claim: 'c',
      instance: 'i',
      running_until: 0,
      response: sealed(sealing, answer, environmentId, 'scope-hash', 'idempotent-response'),
      created_at: nowMs,
    })
    .execute()
  await close()
}

import { createDecipheriv } from 'node:crypto'
import type { KeyRing } from './keys.ts'
import { StoreError } from './store-error.ts'

/**
 * How Rollcall sealed before migration 0002: `v1.<key id>.<base64url>`, bound to environment, account and purpose alone.
 * It is opened at the first start after that migration and never again.
 */
const form = /^v1\.([\w-]+)\.([\w-]+)$/

export const isFirstForm = (sealed: string): boolean => form.test(sealed)

/** @throws StoreError when the value has another form, or does not open. */
export const openFirstForm = (keys: KeyRing, sealed: string, ...place: readonly [string, string, string]): string => {
  const [, keyId, encoded = ''] = form.exec(sealed) ?? []
  const key = keys.deriveFromEach((each, id) => ({ each, id })).find(({ id }) => id === keyId)
  const bytes = Buffer.from(encoded, 'base64url')
  try {
    if (key === undefined) throw new TypeError('The key is not in the ring.')
    const decipher = createDecipheriv('aes-256-gcm', key.each, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(place.join('|'))).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new StoreError(
      `A stored secret does not open: the key "${keyId}" is not the one that sealed it, or the data was changed.`,
      { cause },
    )
  }
}

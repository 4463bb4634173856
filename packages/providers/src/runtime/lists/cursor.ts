import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { Refusal, type RemoteAnswer } from '../failures.ts'

/** List cursors: sealed with AES-256-GCM, bound to the list that they were made for, valid for 24 hours. */

const lifetimeMs = 24 * 60 * 60 * 1000
const nonceBytes = 12
const tagBytes = 16

export interface CursorSealer<Content> {
  /** `binding` is everything that must be the same when the cursor is used. */
  seal(content: Content, binding: string): string
  /** What was sealed under the same binding. @throws Refusal `invalid-cursor` or `cursor-expired`. */
  open(cursor: string, binding: string): Content
}

interface Envelope<Content> {
  readonly content: Content
  readonly issuedAtMs: number
}

const invalid = (): Refusal =>
  new Refusal('invalid-cursor', 'The cursor does not belong to this list.', {
    errors: [
      {
        parameter: 'next_cursor',
        detail:
          'must be the next_cursor of the previous page, with the same account, filters, sort, format and remote_query',
      },
    ],
  })

/** `remote` is the answer that refused the content of the cursor; absent where no call was made. */
export const cursorExpired = (remote?: RemoteAnswer): Refusal =>
  new Refusal('cursor-expired', 'The cursor has expired.', {
    remote,
    errors: [{ parameter: 'next_cursor', detail: 'must be left out; the list then starts again' }],
  })

/** `keys`: 32 bytes each; the first seals, all open. */
export const createCursorSealer = <Content>(keys: readonly Uint8Array[], now: () => number): CursorSealer<Content> => {
  // Bytes would be made into such an object for each cursor, which takes three times as long as the sealing itself.
  const secrets = keys.map((key) => createSecretKey(key))
  const sealingKey = secrets[0]
  if (sealingKey === undefined) throw new Error('A cursor sealer needs a key.')
  const digest = (binding: string) => createHash('sha256').update(binding).digest()

  const tryOpen = (key: KeyObject, sealed: Buffer, binding: string): string | undefined => {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    decipher.setAAD(digest(binding))
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    try {
      return decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      // A failed authentication is expected here: another key may have sealed it, or it was made up.
      return undefined
    }
  }

  return {
    seal(content, binding) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce)
      cipher.setAAD(digest(binding))
      const envelope: Envelope<Content> = { content, issuedAtMs: now() }
      const text = JSON.stringify(envelope)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(cursor, binding) {
      const sealed = Buffer.from(cursor, 'base64url')
      if (sealed.length <= nonceBytes + tagBytes || sealed.toString('base64url') !== cursor) throw invalid()
      for (const key of secrets) {
        const text = tryOpen(key, sealed, binding)
        if (text === undefined) continue
        // Authenticated: only `seal` can have written this.
        const envelope: Envelope<Content> = JSON.parse(text)
        if (now() - envelope.issuedAtMs > lifetimeMs) throw cursorExpired()
        return envelope.content
      }
      throw invalid()
    },
  }
}

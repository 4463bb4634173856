import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { StoreError } from './store-error.ts'

/** The place that a sealed value is bound to. It opens nowhere else, such as after a copy to another account or column. */
export interface Binding {
  readonly environment: string
  /** The account, or another thing of the environment, that the value belongs to. */
  readonly account: string
  readonly purpose: string
  /** The columns of the row that decide what the value is used for: it does not open with other values in them. */
  readonly beside?: readonly (string | null)[]
}

/** The keys of an installation: the first one seals, all of them open. They cannot be read or printed. */
export interface KeyRing {
  readonly sealingKeyId: string
  /** The sealing key's id first. */
  readonly keyIds: readonly string[]
  /** AES-256-GCM with a fresh nonce; `v2.<key id>.<base64url>`, safe in a URL. */
  seal(plain: string, binding: Binding): string
  /** @throws StoreError when the key is missing or another one, or the value was changed or moved. */
  open(sealed: string, binding: Binding): string
  /** Runs `derive` on each key, the sealing one first; for `cursor-key.ts`. */
  deriveFromEach<T>(derive: (key: Buffer, id: string) => T): readonly T[]
}

const version = 'v2'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const idPattern = /^[A-Za-z0-9_-]{1,32}$/

/** A new key in base64, as it follows an id in `ROLLCALL_KEYS`. */
export const generateKey = (): string => randomBytes(keyBytes).toString('base64')

/**
 * Reads a key ring: `id:base64,id2:base64`, 32 bytes each, the first one seals.
 * @throws StoreError with a sentence that names the entry by its place or id, never by its key.
 */
export const parseKeyRing = (text: string): KeyRing => {
  const keys = new Map<string, Buffer>()
  const entries = text.split(',').map((entry) => entry.trim())
  for (const [index, entry] of entries.entries()) {
    const place = `Entry ${index + 1} of ROLLCALL_KEYS`
    const colon = entry.indexOf(':')
    if (colon < 0) throw new StoreError(`${place} is not of the form id:base64.`)
    const id = entry.slice(0, colon)
    if (!idPattern.test(id)) {
      throw new StoreError(`${place} has an id that is not 1 to 32 letters, digits, "-" or "_".`)
    }
    if (keys.has(id)) throw new StoreError(`ROLLCALL_KEYS has the id "${id}" twice.`)
    const encoded = entry.slice(colon + 1)
    const key = Buffer.from(encoded, 'base64')
    if (key.length !== keyBytes || key.toString('base64') !== encoded) {
      throw new StoreError(`The key "${id}" of ROLLCALL_KEYS is not ${keyBytes} bytes in base64.`)
    }
    if (isGuessable(key)) {
      throw new StoreError(
        `The key "${id}" of ROLLCALL_KEYS can be guessed: its ${keyBytes} bytes are not random. Leave ROLLCALL_KEYS out and run \`npm run bootstrap\`, which makes a random one.`,
      )
    }
    keys.set(id, key)
  }
  return createKeyRing(keys)
}

/** 32 random bytes have fewer than eleven different ones in less than one of 10^27 keys. */
const leastDifferentBytes = 11

/** Zeros, one or a few bytes repeated, a count: the keys of examples. */
const isGuessable = (key: Buffer): boolean => {
  const steps = key.subarray(1).map((byte, index) => byte - (key[index] ?? 0))
  return new Set(key).size < leastDifferentBytes || new Set(steps).size === 1
}

/** The id of the key that sealed a value; `undefined` when it was not sealed by a key ring. */
export const keyIdOf = (sealed: string): string | undefined => {
  const [prefix, id, payload, ...rest] = sealed.split('.')
  return prefix === version && payload !== undefined && rest.length === 0 ? id : undefined
}

const createKeyRing = (keys: ReadonlyMap<string, Buffer>): KeyRing => {
  // Bytes would be made into such an object for each value, which takes three times as long as the sealing itself.
  const secrets = new Map([...keys].map(([id, key]) => [id, createSecretKey(key)]))
  const [first] = secrets
  if (first === undefined) throw new StoreError('ROLLCALL_KEYS is empty.')
  const [sealingKeyId, sealingKey] = first
  const keyIds = [...keys.keys()]

  return {
    sealingKeyId,
    keyIds,
    seal(plain, binding) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(associatedData(binding))
      const parts = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return `${version}.${sealingKeyId}.${Buffer.concat(parts).toString('base64url')}`
    },
    open(sealed, binding) {
      const id = keyIdOf(sealed)
      if (id === undefined) throw new StoreError('A stored secret is not in the form that Rollcall seals.')
      const key = secrets.get(id)
      if (key === undefined) {
        throw new StoreError(`A stored secret was sealed with the key "${id}", which ROLLCALL_KEYS lacks.`)
      }
      const encoded = sealed.slice(version.length + id.length + 2)
      const bytes = Buffer.from(encoded, 'base64url')
      try {
        // Node ignores characters that are not base64url, so only our own spelling of the bytes is accepted.
        if (bytes.toString('base64url') !== encoded) throw new TypeError('Not our spelling.')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
        decipher.setAAD(associatedData(binding)).setAuthTag(bytes.subarray(-tagBytes))
        const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
        return Buffer.concat([plain, decipher.final()]).toString('utf8')
      } catch {
        throw new StoreError(
          `A stored secret does not open: the key "${id}" is not the one that sealed it, or the data was changed.`,
        )
      }
    },
    deriveFromEach: (derive) => [...keys].map(([id, key]) => derive(key, id)),
  }
}

/** A JSON array: other parts result in another text, even when a part holds a separator. */
const associatedData = ({ purpose, environment, account, beside = [] }: Binding): Buffer =>
  Buffer.from(JSON.stringify([version, purpose, environment, account, ...beside]), 'utf8')

import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** The prefix of every API token, so that secret scanners find it: `rollcall_[0-9a-f]{72}`. */
export const tokenPrefix = 'rollcall_'

const checksumOf = (secret: string): string => crc32(secret).toString(16).padStart(8, '0')

/** A new token: prefix, 256 random bits and a CRC-32 of them, both in hex. */
export const generateToken = (): string => {
  const secret = randomBytes(32).toString('hex')
  return `${tokenPrefix}${secret}${checksumOf(secret)}`
}

/** Whether a text with our prefix is not a token of Rollcall (mistyped, cut off): known without a look-up. */
export const isMalformedToken = (token: string): boolean => {
  if (!token.startsWith(tokenPrefix)) return false
  const rest = token.slice(tokenPrefix.length)
  return !/^[0-9a-f]{72}$/.test(rest) || checksumOf(rest.slice(0, 64)) !== rest.slice(64)
}

/** What is stored of a token. A plain SHA-256 is enough: 256 random bits cannot be guessed however fast the hash is. */
export const hashToken = (token: string): string => hash('sha256', token)

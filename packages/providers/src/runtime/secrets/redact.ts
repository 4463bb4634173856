import { Buffer } from 'node:buffer'
import { digitsOf } from '../json/lossless-json.ts'
import { createHiders } from './spellings.ts'

/** Makes the part of a vendor's answer that may be shown: limited in size, and without anything that authenticates. */

const mark = '[redacted]'
const cut = '…'
/** Levels that are shown; deeper ones are cut. */
const maximumDepth = 16
const maximumKeyLength = 200
/** Bytes that a container needs at least: its brackets and the entry that marks the cut. */
const containerBytes = 14
const cutEntryBytes = 12

// Compared with the key in lower case and without separators: accessToken, X-Api-Key, refresh_token.
const credentialKey =
  /token|secret|password|passwd|passphrase|authori[sz]ation|apikey|accesskey|privatekey|cookie|credential|codeverifier|assertion|^(?:auth|jwt|pwd|session|sessionid)$/
// Credentials in text that is not JSON, such as a truncated token answer.
const namedInText =
  /((?:access|refresh|id|api)[_-]?token|client[_-]?secret|api[_-]?key|password)(\\?["']?\s*[=:]\s*\\?["']?)([^"'\\&\s,;}<]+)/gi

const hiderOf = createHiders(1)

const isCredentialKey = (key: string): boolean => credentialKey.test(key.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** The longest beginning of `text` whose JSON takes at most `bytes`, with a mark where something is missing. */
const clip = (text: string, bytes: number): string => {
  // A code unit is one byte of JSON at least.
  if (text.length <= bytes && bytesOf(text) <= bytes) return text
  let low = 0
  let high = Math.min(text.length, bytes)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (bytesOf(`${text.slice(0, middle)}${cut}`) <= bytes) low = middle
    else high = middle - 1
  }
  const last = text.charCodeAt(low - 1)
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? low - 1 : low)}${cut}`
}

/**
 * A copy of `value` that may be shown: every secret in its texts and keys, in any spelling, and every value under a key like
 * that of a credential, is `[redacted]`; its JSON takes at most `maximumBytes`. Never throws.
 *
 * @param secrets as they are, not encoded
 */
export const redact = (value: unknown, secrets: readonly string[], maximumBytes = 8192): unknown => {
  const hider = hiderOf(secrets)
  const longest = secrets.reduce((length, secret) => Math.max(length, secret.length), 0)
  const ancestors = new Set<object>()
  let left = Math.max(containerBytes, maximumBytes)

  const clean = (text: string): string => {
    const tooLong = text.length > maximumBytes * 4
    const head = tooLong ? text.slice(0, maximumBytes * 4 + longest) : text
    const replaced = hider.hide(head, true).replaceAll(namedInText, `$1$2${mark}`)
    // The cut text may end with the beginning of a secret.
    return tooLong ? `${replaced.slice(0, Math.max(0, replaced.length - longest))}${cut}` : replaced
  }

  const scalar = (shown: string | number | boolean | null): string | number | boolean | null => {
    const kept = typeof shown === 'string' ? clip(shown, left) : bytesOf(shown) <= left ? shown : cut
    left -= bytesOf(kept)
    return kept
  }

  const entries = (source: object, depth: number): unknown => {
    const result: [string, unknown][] = []
    left -= containerBytes
    for (const key of Object.keys(source)) {
      const shownKey = clip(clean(key), maximumKeyLength)
      const overhead = bytesOf(shownKey) + 2
      if (left - overhead < containerBytes) {
        result.push([cut, cut])
        return Object.fromEntries(result)
      }
      left -= overhead
      const member: unknown = Reflect.get(source, key)
      const hidden = isCredentialKey(key) && member !== null && typeof member !== 'boolean' && member !== ''
      result.push([shownKey, hidden ? scalar(mark) : visit(member, depth + 1)])
    }
    left += cutEntryBytes
    return Object.fromEntries(result)
  }

  const items = (source: readonly unknown[], depth: number): unknown => {
    const result: unknown[] = []
    left -= containerBytes
    for (const item of source) {
      if (left - 1 < containerBytes) {
        result.push(cut)
        return result
      }
      left -= 1
      result.push(visit(item, depth + 1))
    }
    left += cutEntryBytes
    return result
  }

  const structure = (source: object, depth: number): unknown => {
    const digits = digitsOf(source)
    if (digits !== undefined) return scalar(secrets.includes(digits) ? mark : digits)
    if (source instanceof Date) return scalar(Number.isNaN(source.getTime()) ? null : source.toISOString())
    if (ArrayBuffer.isView(source)) return scalar(`${source.byteLength} bytes`)
    if (depth > maximumDepth || ancestors.has(source)) return scalar(cut)
    ancestors.add(source)
    try {
      if (source instanceof Error) return entries({ name: source.name, message: source.message }, depth)
      return Array.isArray(source) ? items(source, depth) : entries(source, depth)
    } finally {
      ancestors.delete(source)
    }
  }

  // Called with enough bytes for a container.
  const visit = (member: unknown, depth: number): unknown => {
    if (typeof member === 'string') return scalar(clean(member))
    if (typeof member === 'number' || typeof member === 'bigint') {
      const digits = String(member)
      if (secrets.includes(digits)) return scalar(mark)
      return scalar(typeof member === 'bigint' ? digits : Number.isFinite(member) ? member : null)
    }
    if (typeof member === 'boolean') return scalar(member)
    return typeof member === 'object' && member !== null ? structure(member, depth) : scalar(null)
  }

  try {
    return visit(value, 0)
  } catch {
    // A getter or proxy that throws; vendors' JSON has none.
    return cut
  }
}

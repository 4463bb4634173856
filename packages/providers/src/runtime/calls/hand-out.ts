import { Buffer, isAscii } from 'node:buffer'
import { pipeline, type Readable, Transform } from 'node:stream'
import type { Adapter } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { endsWithName } from '../json/json.ts'
import { changedJson } from '../json/json-text.ts'
import { createHiders } from '../secrets/spellings.ts'
import { toUtf8 } from './content-coding.ts'
import type { IncomingResponse } from './exchange.ts'

/** Removes all that authenticates from a vendor's successful answer before it is passed on. */

/** The vendor's bytes without secrets, and the paths of the removed members. */
export interface HandedOut {
  /** The vendor's own; changed bytes have the charset UTF-8. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  /** Dotted paths in the answer, without the places in arrays; empty when the bytes are unchanged. */
  readonly removed: readonly string[]
}

/** A shorter credential can occur in ordinary words, and is hidden in failures only. */
const minimumCredential = 6
const mark = '[redacted]'

const hiderOf = createHiders(minimumCredential)

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const declared = /;\s{0,20}charset\s{0,20}=\s{0,20}"?[\w.:-]{1,40}"?/i

/** Whether the bytes may be read as UTF-8: no other charset is declared, and none of two bytes a character is used. */
const isPlain = (bytes: Buffer, contentType = ''): boolean => {
  const charset = declared.exec(contentType.slice(0, 300))?.[0]
  return (charset === undefined || /=\s*"?(?:utf-?8|us-ascii)"?$/i.test(charset)) && !bytes.includes(0)
}

/** The text of bytes in any charset; a byte is a character where the charset is not known. */
const textOf = (bytes: Buffer, contentType: string | undefined): string => {
  try {
    return toUtf8(bytes, contentType)
      .toString('utf8')
      .replace(/^\ufeff/, '')
  } catch {
    return bytes.toString('latin1').replaceAll('\0', '')
  }
}

/** The headers of a body that was changed. */
const ofUtf8 = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const { 'content-type': type, ...rest } = headers
  return type === undefined ? rest : { ...rest, 'content-type': type.replace(declared, '; charset=utf-8') }
}

/** An answer that may be shown. */
export interface CleanAnswer {
  readonly response: IncomingResponse
  /** Dotted paths of the hidden values in it. */
  readonly hidden: readonly string[]
  /** The text of the body, where it was made. */
  readonly text: string | undefined
}

/** An answer in which the account's own credential is `[redacted]`, in every spelling. */
export const withoutCredential = (response: IncomingResponse, secrets: readonly string[]): CleanAnswer => {
  const hider = hiderOf(secrets)
  const headers = hider.holds(Object.values(response.headers).join('\n'))
    ? Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, hider.hide(value)]))
    : response.headers
  const type = response.headers['content-type']
  const isPlainText = isPlain(response.body, type)
  const seen = isPlainText ? response.body.toString(hider.encoding) : textOf(response.body, type)
  if (!hider.holds(seen)) {
    const known = isPlainText && isAscii(response.body) ? seen : undefined
    return { response: headers === response.headers ? response : { ...response, headers }, hidden: [], text: known }
  }
  const text = textOf(response.body, type)
  const replaces = (content: string, isText: boolean): string => {
    const shown = hider.hide(content)
    // Digits of a credential within a longer number are part of that number.
    return isText || shown === mark ? shown : content
  }
  const shown = isJson(text) ? changedJson(text, { replaces }) : { text: hider.hide(text), paths: [] }
  const body = Buffer.from(shown.text)
  return { response: { ...response, headers: ofUtf8(headers), body }, hidden: shown.paths, text: shown.text }
}

/**
 * The bytes of an answer without the members that the adapter names as secrets.
 * @throws ProviderFailure `provider-error` for bytes that are not JSON and name one of them: it cannot be removed
 */
export const handedOut = (
  adapter: Pick<Adapter<never>, 'name' | 'user'>,
  { headers, body: bytes }: Pick<IncomingResponse, 'headers' | 'body'>,
  hidden: readonly string[] = [],
): HandedOut => {
  const names = adapter.user.secrets ?? []
  const text = names.length === 0 ? '' : textOf(bytes, headers['content-type'])
  // A key may be spelled with escapes; only then can a text have a name that a search does not find.
  const lastKeys = names.map((name) => name.slice(name.lastIndexOf('.') + 1))
  if (!lastKeys.some((key) => text.includes(key)) && !text.includes('\\u')) return { headers, bytes, removed: hidden }
  if (!isJson(text)) {
    throw new ProviderFailure(
      'provider-error',
      `${adapter.name} returned something that is not JSON and may have secrets (${names.join(', ')}), so it is not passed on.`,
    )
  }
  const { text: shown, paths } = changedJson(text, { drops: (path) => endsWithName(path, names) })
  if (paths.length === 0) return { headers, bytes, removed: hidden }
  return { headers: ofUtf8(headers), bytes: Buffer.from(shown), removed: [...new Set([...paths, ...hidden])] }
}

/**
 * How many characters of a stream one character of a secret may take, escaped several times: in a long spelling, and in a
 * short one.
 */
const longestEscape = 64
const longestShortEscape = 512
const shortRun = 128 * 1024

/** Where a spelling that continues in the next chunk may begin: after the last character that none of them has. */
const openEnd = (text: string, secrets: readonly string[]): number => {
  const separators = [' ', '\n', '"', ',', '{', '}', '<', '>'].filter((char) => !secrets.some((s) => s.includes(char)))
  const behind = Math.max(0, ...separators.map((char) => text.lastIndexOf(char) + 1))
  const length = Math.max(...secrets.map((secret) => secret.length))
  const longest = Math.max(length * longestEscape, Math.min(length * longestShortEscape, shortRun))
  return Math.max(behind, text.length - longest)
}

/**
 * A streamed body in which the account's own credential is `[redacted]`. Only a possible beginning of a credential waits for
 * the next chunk.
 */
export const flowWithoutCredential = (body: Readable, secrets: readonly string[]): Readable => {
  const hidden = secrets.filter((secret) => secret.length >= minimumCredential)
  if (hidden.length === 0) return body
  const hider = hiderOf(secrets)
  const shown = (bytes: Buffer): Buffer => {
    if (hider.holds(bytes.toString(hider.encoding))) return Buffer.from(hider.hide(bytes.toString('utf8')))
    // In a charset with two bytes a character nothing can be replaced in a stream.
    if (bytes.includes(0) && hider.holds(bytes.toString('latin1').replaceAll('\0', ''))) {
      throw new ProviderFailure(
        'provider-error',
        "The vendor's answer contains the credential of the account, so it is not passed on.",
      )
    }
    return bytes
  }
  const give = (to: Transform, bytes: Buffer, done: (error?: Error) => void): void => {
    try {
      const ready = shown(bytes)
      if (ready.length > 0) to.push(ready)
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error('A body was not searched for credentials.', { cause: error }))
    }
  }
  let held = Buffer.alloc(0)
  const filter = new Transform({
    transform(chunk, _encoding, done) {
      const bytes = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, Buffer.from(chunk)])
      // One character a byte: an index of the text is an index of the bytes. No chunk may end within a character.
      let open = openEnd(bytes.toString('latin1'), hidden)
      while (open > 0 && ((bytes[open] ?? 0) & 0xc0) === 0x80) open -= 1
      held = bytes.subarray(open)
      give(this, bytes.subarray(0, open), done)
    },
    flush(done) {
      give(this, held, done)
    },
  })
  return pipeline(body, filter, () => undefined)
}

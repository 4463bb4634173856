import { Buffer, isUtf8 } from 'node:buffer'
import { pipeline, type Readable, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

/** Decodes the content coding of an answer (RFC 9110, 8.4), and turns its charset into UTF-8. */

/** The codings that every request accepts; others that a vendor sends are decoded here too. */
export const acceptedCodings = 'gzip, br'

/** The coding of the answer is not known, or its bytes are broken. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable' as const
}

/** The decoded answer has too many bytes. */
export class DecodedTooLarge extends Error {
  override readonly name = 'DecodedTooLarge' as const
}

interface Coding {
  readonly whole: (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>
  readonly flowing: () => Transform
}

const gzip: Coding = { whole: promisify(zlib.gunzip), flowing: () => zlib.createGunzip() }
const codings: Readonly<Record<string, Coding>> = {
  gzip,
  'x-gzip': gzip,
  br: { whole: promisify(zlib.brotliDecompress), flowing: () => zlib.createBrotliDecompress() },
  zstd: { whole: promisify(zlib.zstdDecompress), flowing: () => zlib.createZstdDecompress() },
  deflate: {
    // Some servers send the bare format (RFC 1951) instead of the one that HTTP defines (RFC 1950).
    whole: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflate(bytes, options) : inflateRaw(bytes, options)),
    flowing: () => zlib.createInflate(),
  },
}
const inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)

/** The codings of an answer, the last applied one first; empty for an answer without coding. @throws Undecodable */
const codingsOf = (header: string | undefined): readonly Coding[] =>
  (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .map((name) => {
      const coding = Object.hasOwn(codings, name) ? codings[name] : undefined
      if (coding === undefined) throw new Undecodable(`The content coding "${name.slice(0, 40)}" is not known.`)
      return coding
    })
    .reverse()

export const isCoded = (headers: Readonly<Record<string, string>>): boolean => headers['content-encoding'] !== undefined

/** Headers of the decoded answer. */
export const withoutCoding = ({
  'content-encoding': _coding,
  'content-length': _length,
  ...headers
}: Readonly<Record<string, string>>): Record<string, string> => headers

/** @throws Undecodable or DecodedTooLarge */
export const decodeWhole = async (bytes: Buffer, header: string | undefined, maximumBytes: number): Promise<Buffer> => {
  let decoded = bytes
  for (const coding of codingsOf(header)) {
    if (decoded.length === 0) return decoded
    decoded = await coding.whole(decoded, { maxOutputLength: maximumBytes }).catch((cause: unknown) => {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
      throw code === 'ERR_BUFFER_TOO_LARGE'
        ? new DecodedTooLarge(`More than ${maximumBytes} bytes.`, { cause })
        : new Undecodable('The coded bytes are broken.', { cause })
    })
  }
  return decoded
}

/** The decoded stream, with back-pressure; `onError` is called once when its bytes are broken. @throws Undecodable */
export const decodeFlowing = (body: Readable, header: string | undefined, onError: (error: Error) => void): Readable =>
  codingsOf(header).reduce<Readable>((flow, { flowing }) => {
    const decoder = flowing()
    return pipeline(flow, decoder, (error) => {
      if (error !== null && error !== undefined) onError(error)
    })
  }, body)

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The bytes of a text as UTF-8, without a byte order mark. `contentType` may declare another charset.
 * @throws Undecodable when the bytes do not fit the charset, or the charset is not known
 */
export const toUtf8 = (bytes: Buffer, contentType: string | undefined): Buffer => {
  const charset = /;\s{0,20}charset\s{0,20}=\s{0,20}"?([\w.:-]{1,40})/i.exec(contentType?.slice(0, 300) ?? '')?.[1]
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) return ofCharset(bytes, charset)
  const isMarked = bytes.length >= 3 && bytes.subarray(0, 3).equals(byteOrderMark)
  const text = isMarked ? bytes.subarray(3) : bytes
  if (isUtf8(text)) return text
  throw new Undecodable('The bytes are not UTF-8, and no other charset is declared.')
}

const ofCharset = (bytes: Buffer, charset: string): Buffer => {
  try {
    return Buffer.from(new TextDecoder(charset, { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Undecodable(`The bytes do not fit the charset ${charset}, or it is not known.`, { cause })
  }
}

import { Refusal, withoutQuote } from '@rollcall/providers'

/** Errors of the libraries that stand before the operations, recognised by what they document of themselves. */

const memberOf = (error: object, name: string): unknown => Reflect.get(error, name)

/** What body-parser's `type` means (https://github.com/stream-utils/raw-body, expressjs/body-parser README). */
const ofBodyParser = (type: string, error: Error): Refusal | undefined => {
  if (type === 'entity.too.large') return new Refusal('payload-too-large', 'The body may have 256 kB.')
  if (type === 'entity.parse.failed') {
    return new Refusal('malformed-json', 'The body is not JSON.', { cause: withoutQuote(error) })
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new Refusal('unsupported-media-type', 'Send the body as application/json in UTF-8.', {
      errors: [{ header: 'Content-Type', detail: 'must be application/json in UTF-8, plain or gzip' }],
    })
  }
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return new Refusal('malformed-json', 'The body broke off.', { cause: error })
  }
  return undefined
}

/** An error of Express, its body parser or the validator as our own; `undefined` when it is none of these. */
export const toRefusal = (error: unknown): Refusal | undefined => {
  if (!(error instanceof Error)) return undefined
  const type = memberOf(error, 'type')
  const known = typeof type === 'string' ? ofBodyParser(type, error) : undefined
  if (known !== undefined) return known
  const status = memberOf(error, 'status')
  if (status === 404) return new Refusal('not-found', 'There is nothing at this path.')
  if (status === 415) {
    return new Refusal('unsupported-media-type', 'Send the body as application/json.', {
      errors: [{ header: 'Content-Type', detail: 'must be application/json' }],
    })
  }
  // By the router (a URIError) or the validator.
  if (status === 400 && (error instanceof URIError || error.message.startsWith('malformed uri'))) {
    return new Refusal('invalid-request', 'The path has a malformed percent sign.', { cause: error })
  }
  const code = memberOf(error, 'code')
  if (status === 400 && typeof code === 'string' && code.startsWith('Z_')) {
    return new Refusal('malformed-json', 'The body cannot be unpacked.', { cause: error })
  }
  if (status === 400) return new Refusal('invalid-request', 'The request cannot be decoded.', { cause: error })
  return undefined
}

import { Refusal, withoutQuote } from '@rollcall/providers'
import { nearestPath } from '../contract/nearest-path.ts'

/** Errors of the libraries that run before the operations, recognised by their documented members. */

const memberOf = (error: object, name: string): unknown => Reflect.get(error, name)

/** The meaning of body-parser's `type` (https://github.com/stream-utils/raw-body, expressjs/body-parser README). */
const ofBodyParser = (type: string, error: Error): Refusal | undefined => {
  if (type === 'entity.too.large')
    return new Refusal('payload-too-large', 'The body is larger than 256 kB, which is the limit; send a smaller one.')
  if (type === 'entity.parse.failed') {
    return new Refusal('malformed-json', 'The body is not valid JSON; send one JSON value in UTF-8.', {
      cause: withoutQuote(error),
    })
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new Refusal('unsupported-media-type', 'Send the body as application/json in UTF-8.', {
      errors: [{ header: 'Content-Type', detail: 'must be application/json in UTF-8, plain or gzip' }],
    })
  }
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return new Refusal('malformed-json', 'The body ended before it was complete; send it again.', { cause: error })
  }
  return undefined
}

/** No operation has a path. */
export const unknownPath = (path: string): Refusal => {
  const nearest = nearestPath(path)
  const advice = nearest === undefined ? 'GET /openapi.json lists all paths' : `the nearest path is ${nearest}`
  return new Refusal('not-found', `No operation has this path; ${advice}.`)
}

/** Turns an error of Express, its body parser or the validator into a Refusal; `undefined` for any other error. */
export const toRefusal = (error: unknown): Refusal | undefined => {
  if (!(error instanceof Error)) return undefined
  const type = memberOf(error, 'type')
  const known = typeof type === 'string' ? ofBodyParser(type, error) : undefined
  if (known !== undefined) return known
  const status = memberOf(error, 'status')
  if (status === 404) return unknownPath('')
  if (status === 415) {
    return new Refusal('unsupported-media-type', 'Send the body as application/json.', {
      errors: [{ header: 'Content-Type', detail: 'must be application/json' }],
    })
  }
  // By the router (a URIError) or the validator.
  if (status === 400 && (error instanceof URIError || error.message.startsWith('malformed uri'))) {
    return new Refusal(
      'invalid-request',
      'The path has a percent sign that does not encode a character in UTF-8; write a percent sign as %25.',
      { cause: error },
    )
  }
  const code = memberOf(error, 'code')
  if (status === 400 && typeof code === 'string' && code.startsWith('Z_')) {
    return new Refusal('malformed-json', 'The body cannot be decompressed; send it as valid gzip, or uncompressed.', {
      cause: error,
    })
  }
  if (status === 400)
    return new Refusal('invalid-request', 'The request cannot be decoded; send valid HTTP with UTF-8 text.', {
      cause: error,
    })
  return undefined
}

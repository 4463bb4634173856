import { isUtf8 } from 'node:buffer'
import { keepDigits, measureJson, Refusal } from '@rollcall/providers'
import { parse as parseType } from 'content-type'
import express, { type RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import { quoted } from '../problems/fault-sentences.ts'

/** Largest body that is read, in bytes after decompression. */
export const maximumBodyBytes = 256 * 1024
/** How long a body may take to arrive. */
const bodyTimeMs = 15_000
/** Made once: an exception for each body would take longer than its reading. */
const hasArrived = new Error('The body has arrived.')
const tooSlow = `The body did not arrive within ${bodyTimeMs / 1000} seconds.`
/** Deepest nesting of a body. */
export const maximumBodyDepth = 64

const parseJson = express.json({
  limit: maximumBodyBytes,
  // The contract refuses primitives, with a clearer sentence.
  strict: false,
  type: () => true,
  // Body-parser passes it to `JSON.parse`: long numbers keep their digits in the request to the vendor.
  reviver: keepDigits,
  verify(_request, _response, body) {
    if (!isUtf8(body)) throw new Refusal('malformed-json', 'The body is not in UTF-8; send JSON in UTF-8.')
    if (measureJson(body, maximumBodyDepth).depth > maximumBodyDepth) {
      throw new Refusal(
        'malformed-json',
        `The body has more than ${maximumBodyDepth} levels of nesting; send a flatter one.`,
      )
    }
  },
})

const formType = 'application/x-www-form-urlencoded'

const parseForm = express.urlencoded({ limit: maximumBodyBytes, extended: false, type: () => true })

const isFormType = (header: string): boolean => parseType(header).type === formType

/** Whether a content type is JSON in UTF-8, in any spelling. JSON has no parameters (RFC 8259, 11): others are ignored. */
const isJsonType = (header: string): boolean => {
  const { type, parameters } = parseType(header)
  const { charset = 'utf-8' } = parameters
  return type === 'application/json' && /^utf-?8$/i.test(charset)
}

/**
 * Reads the body of an operation that has one. Its content type is put into one spelling: the validator caches a compiled
 * schema for each spelling (express-openapi-validator 5.6.2), and callers choose the spelling. A body that has not arrived in
 * time is a 408, and its connection is closed.
 */
export const readBody =
  (clock: Pick<Clock, 'wait'>, form: 'json' | 'urlencoded'): RequestHandler =>
  (request, response, next) => {
    const type = request.headers['content-type']
    const wanted = form === 'json' ? 'application/json' : formType
    if (type === undefined || !(form === 'json' ? isJsonType(type) : isFormType(type))) {
      throw new Refusal('unsupported-media-type', `Send the body as ${wanted}.`, {
        errors: [
          {
            header: 'Content-Type',
            detail: `must be ${wanted} in UTF-8, but ${type === undefined ? 'no type' : quoted(type)} was sent`,
          },
        ],
      })
    }
    request.headers['content-type'] = wanted
    const arrived = new AbortController()
    const settle = (error?: unknown): void => {
      if (arrived.signal.aborted) return
      arrived.abort(hasArrived)
      // Body-parser reads an empty body as `{}`, and ignores a request without the headers of a body (curl without -d).
      if (request.body === undefined) request.body = {}
      next(error)
    }
    clock.wait(bodyTimeMs, arrived.signal).then(
      () => settle(new Refusal('request-timeout', tooSlow, { headers: { Connection: 'close' } })),
      // The body arrived first.
      () => undefined,
    )
    const parse = form === 'json' ? parseJson : parseForm
    parse(request, response, settle)
  }

/** An operation without a body ignores a content type. */
export const ignoreBody: RequestHandler = (request, _response, next) => {
  // V8 keeps an object as a table once a member has been deleted: no request pays for a header that it does not have.
  if (request.headers['content-type'] !== undefined) delete request.headers['content-type']
  next()
}

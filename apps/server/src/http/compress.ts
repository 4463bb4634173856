import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Response } from 'express'
import type { WholeAnswer } from './answer.ts'

/** From this size on, in bytes or characters, compression saves more than it costs. */
const leastLength = 4096

const gzipped = promisify(gzip)

/** An answer of this server, compressed where it is large and the caller accepts gzip; a vendor's bytes stay as they are. */
export const compressed = (response: Response, answer: WholeAnswer): WholeAnswer | Promise<WholeAnswer> => {
  if (answer.isOurs !== true || answer.body.length < leastLength) return answer
  const { Vary: varies } = answer.headers
  const headers = { ...answer.headers, Vary: varies === undefined ? 'Accept-Encoding' : `${varies}, Accept-Encoding` }
  const accepted = response.req.headers['accept-encoding']
  if (accepted === undefined || response.req.acceptsEncodings('gzip', 'identity') !== 'gzip') {
    return { ...answer, headers }
  }
  return gzipped(answer.body, { level: 1 }).then((body) => ({
    ...answer,
    headers: { ...headers, 'Content-Encoding': 'gzip' },
    body,
  }))
}

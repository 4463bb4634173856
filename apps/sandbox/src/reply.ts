/** Header names exactly as the vendor writes them. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>

/** What a simulator answers. `content-length` and `date` are added by the server. */
export interface VendorReply {
  readonly status: number
  readonly headers: ReplyHeaders
  readonly body: string
}

/** A JSON answer; a content type among `headers` replaces the usual one. */
export const json = (status: number, body: unknown, headers: ReplyHeaders = {}): VendorReply => ({
  status,
  headers: withType('application/json; charset=utf-8', headers),
  body: JSON.stringify(body),
})

/** A plain text answer, or HTML and the like with a content type of your own. */
export const text = (status: number, body: string, headers: ReplyHeaders = {}): VendorReply => ({
  status,
  headers: withType('text/plain; charset=utf-8', headers),
  body,
})

/** An answer without a body and without a content type. */
export const empty = (status: number, headers: ReplyHeaders = {}): VendorReply => ({ status, headers, body: '' })

/** The same answer with more headers; a name that is there already, in any case, is replaced. */
export const withHeaders = (reply: VendorReply, extra: ReplyHeaders): VendorReply => {
  const replaced = new Set(Object.keys(extra).map((name) => name.toLowerCase()))
  const kept = Object.entries(reply.headers).filter(([name]) => !replaced.has(name.toLowerCase()))
  return { ...reply, headers: { ...Object.fromEntries(kept), ...extra } }
}

const withType = (type: string, headers: ReplyHeaders): ReplyHeaders => {
  const given = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return given ? headers : { 'content-type': type, ...headers }
}

import type { ProblemSlug } from '@rollcall/contract'

/** What every kind of failure is, in words: the one source of statuses, titles and error pages. */
export interface CatalogueEntry {
  /** The HTTP status; a failure may bring another one where the contract allows several. */
  readonly status: number
  readonly title: string
  /** What happened, for the page. */
  readonly meaning: string
  /** What the caller can do about it, for the page. */
  readonly remedy: string
  /** Seconds to wait where the failure names no time; absent: no `Retry-After` without one. */
  readonly retryAfterSeconds?: number
}

/** Every kind of failure by its slug; a forgotten or invented one does not compile. */
export const catalogue: { readonly [Slug in ProblemSlug]: CatalogueEntry } = {
  'invalid-request': {
    status: 400,
    title: 'The request breaks the contract',
    meaning: 'A parameter, a header or the body is missing, unknown or malformed.',
    remedy: 'Fix everything that `errors` lists: each entry names the parameter, header or place in the body.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    meaning: 'The cursor was changed on its way, or was made for another account or another query.',
    remedy: 'Send `next_cursor` exactly as the page before gave it, with the same account, filters, sort and format.',
  },
  'cursor-expired': {
    status: 400,
    title: 'The cursor has expired',
    meaning: 'Cursors live for 24 hours, and some vendors forget theirs earlier.',
    remedy: 'Start the list again without `next_cursor`.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    meaning: 'The body could not be read as JSON in UTF-8, or is nested deeper than 64 levels.',
    remedy: 'Send one JSON value in UTF-8.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type of the body is not supported',
    meaning: 'The body came in another media type, character set or encoding.',
    remedy: 'Send the body as `application/json` in UTF-8.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable media type',
    meaning: 'The header `Accept` excludes everything that this operation answers.',
    remedy: 'Allow `application/json`, or leave `Accept` out.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not have this method',
    meaning: 'The path exists, but not with this method.',
    remedy: 'Use a method that the header `Allow` names.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'A body may have 256 kB.',
    remedy: 'Send a smaller body.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    meaning: 'A body has 15 seconds to arrive, as have the request line and the headers.',
    remedy: 'Send the request again, over a faster connection or with a smaller body.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The request line or the headers are too long',
    meaning: 'A query may have 32 kB; request line and headers together have a limit too.',
    remedy: 'Send a shorter query.',
  },
  unauthenticated: {
    status: 401,
    title: 'The token is missing, wrong or expired',
    meaning: 'The request carries no API token of this server, or one that is not good any more.',
    remedy: 'Send `Authorization: Bearer <token>` with a token that this server gave out.',
  },
  forbidden: {
    status: 403,
    title: 'The token may not do this',
    meaning: 'The token is good, but not for this operation.',
    remedy: 'Use a token of the whole environment.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this path',
    meaning: 'No operation has this path.',
    remedy: 'Compare the path with `/openapi.json`.',
  },
  'account-not-found': {
    status: 404,
    title: 'Account not found',
    meaning: "The token's environment has no account of this id.",
    remedy: 'List the accounts with `GET /integrated-account`.',
  },
  'user-not-found': {
    status: 404,
    title: 'User not found',
    meaning: 'The vendor has no user of this id, whatever status it said so with.',
    remedy: 'List the users of the account; ids belong to one vendor and one account.',
  },
  'account-not-ready': {
    status: 409,
    title: 'The account is not active',
    meaning: 'The account is being connected, or its connection failed.',
    remedy: 'Wait until the account is `active`, or connect it again.',
  },
  'account-needs-reauth': {
    status: 401,
    title: 'The account needs to be authorised again',
    meaning: 'The vendor refuses the credential of this account.',
    remedy: 'Connect the account again with new credentials.',
  },
  'operation-not-supported': {
    status: 501,
    title: 'The provider lacks this operation',
    meaning: "The vendor's API cannot do it.",
    remedy: 'Ask `GET /unified/crm/users/meta/{method}` what the provider supports.',
  },
  'field-not-supported': {
    status: 422,
    title: 'The provider cannot write these fields',
    meaning: 'Nothing that was sent, or with `handling=strict` not all of it, can be written at this vendor.',
    remedy: 'Send what `writable_fields` lists, or use `remote_data`.',
  },
  'filter-not-supported': {
    status: 422,
    title: 'The provider lacks the field of this filter or sort',
    meaning: 'Users of this vendor have no such field.',
    remedy: 'Leave the filter or sort out, or ask with `Prefer: handling=lenient`, which leaves it out and says so.',
  },
  'list-too-large': {
    status: 422,
    title: 'The list is too large for this',
    meaning:
      'More users (10,000), more of their bytes (64 MB) or more pages would have to be read than one answer allows.',
    remedy: 'Narrow the list by a filter, page through it, or ask with `Accept: application/x-ndjson`.',
  },
  'key-not-unique': {
    status: 422,
    title: 'The list cannot be keyed by this field',
    meaning: 'The field is missing for a user, or two users have the same value.',
    remedy: 'Key by `id`, or leave `truto_key_by` out.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    meaning: 'The same key came before with another query or body.',
    remedy: 'Use a new key for each new request, and the old one only to repeat it unchanged.',
  },
  'idempotency-in-progress': {
    status: 409,
    title: 'The request with this idempotency key is still running',
    meaning: 'The first request with this key has not ended yet.',
    remedy: 'Repeat the request later with the same key.',
  },
  'provider-forbidden': {
    status: 403,
    title: 'The vendor forbids this',
    meaning: 'The credential of the account lacks a permission at the vendor.',
    remedy: 'Grant what `truto_error_insight.forbidden_error` names, or connect with another user of the vendor.',
  },
  'provider-network-refused': {
    status: 403,
    title: 'The vendor refuses the network address of this server',
    meaning:
      "A network policy at the vendor (allowed IP addresses, trusted networks) does not admit this server. The account's credential was not judged and stays connected.",
    remedy: 'Add the outgoing address of this server to the allowed addresses at the vendor, then repeat the request.',
  },
  'provider-conflict': {
    status: 409,
    title: 'The vendor sees a conflict',
    meaning: 'The vendor says that the change collides with what it has.',
    remedy: 'Read `raw_response`, then read the user before you try again.',
  },
  'provider-rejected': {
    status: 422,
    title: 'The vendor refuses the request',
    meaning: 'The vendor refused the request; `remote_status` and `raw_response` say how.',
    remedy: 'Fix what the vendor names in `message` and `raw_response`.',
  },
  'provider-rate-limited': {
    status: 429,
    title: "The vendor's rate limit is reached",
    meaning: 'The vendor asks to slow down, or the request would go beyond its published limit.',
    remedy: 'Wait as long as `Retry-After` says.',
    retryAfterSeconds: 10,
  },
  'rate-limited': {
    status: 429,
    title: 'The rate limit of this server is reached',
    meaning:
      'The token has sent more requests in 10 seconds than this server takes (`ROLLCALL_RATE_LIMIT`), or the address has sent more tokens in a minute that are not valid (`ROLLCALL_FAILED_AUTHENTICATION_LIMIT`).',
    remedy: 'Wait as long as `Retry-After` says.',
    retryAfterSeconds: 10,
  },
  overloaded: {
    status: 503,
    title: 'The server has too much to do',
    meaning:
      'As many calls are in flight as this server takes at once (`ROLLCALL_MAXIMUM_CALLS`), its memory for the answers of vendors is full, or it is stopping.',
    remedy: 'Wait as long as `Retry-After` says.',
    retryAfterSeconds: 5,
  },
  'store-unavailable': {
    status: 503,
    title: 'The store cannot be reached',
    meaning:
      'The database does not answer, and what the request needs is not in memory; or a change cannot be noted in the audit log, and nothing was changed.',
    remedy: 'Wait as long as `Retry-After` says, and send the request again.',
    retryAfterSeconds: 2,
  },
  'provider-error': {
    status: 502,
    title: 'The vendor failed',
    meaning: 'The vendor answered with an error of its own or with something that is not understood.',
    remedy: 'Try again later; if it stays, read `raw_response`.',
  },
  'provider-unavailable': {
    status: 502,
    title: 'The vendor could not be reached',
    meaning: "There was no connection to the vendor's API.",
    remedy: 'Try again later.',
  },
  'provider-timeout': {
    status: 504,
    title: 'The vendor was too slow',
    meaning: 'The vendor did not answer before the deadline of the request.',
    remedy: 'Try again later, or ask for less at a time.',
  },
  'provider-response-too-large': {
    status: 502,
    title: "The vendor's answer is too large",
    meaning: 'An answer of a vendor may have 20 MB, and what is made of it has to fit into the memory of this server.',
    remedy: 'Ask for a smaller page with `limit`, or use `truto_response_format=stream`.',
  },
  'partially-applied': {
    status: 502,
    title: 'Only a part was written',
    meaning: 'The change takes several calls at this vendor, and a later one failed.',
    remedy: 'Send what `failed` lists again; what `applied` lists is written.',
  },
  'outcome-unknown': {
    status: 500,
    title: 'Whether it was written is not known',
    meaning: 'The request was sent, but no clear answer came back.',
    remedy: 'Read the user before you repeat the request.',
  },
  internal: {
    status: 500,
    title: 'The server failed',
    meaning: 'The fault is ours.',
    remedy: 'Tell us the id in the header `X-Request-Id`.',
  },
}

import type { ProblemSlug } from '@rollcall/contract'

/** Every kind of failure in words: the only source of statuses, titles and error pages. */
export interface CatalogueEntry {
  /** The HTTP status; a failure may have another one where the contract allows several. */
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
    remedy:
      'Correct everything that `errors` lists. Each entry names the parameter, the header or the place in the body.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    meaning: 'The cursor was changed, or was made for another account or another query.',
    remedy:
      'Send `next_cursor` exactly as the previous page returned it, with the same account, filters, sort and format.',
  },
  'cursor-expired': {
    status: 400,
    title: 'The cursor has expired',
    meaning: 'A cursor is valid for 24 hours; the cursors of some vendors expire earlier.',
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
    meaning: 'The body has a media type, character set or encoding that this server does not accept.',
    remedy: 'Send the body as `application/json` in UTF-8.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable media type',
    meaning: 'The header `Accept` excludes every media type that this operation can return.',
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
    meaning: 'A body can have at most 256 kB.',
    remedy: 'Send a smaller body.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    meaning: 'The body did not arrive within 15 seconds. The same limit applies to the request line and the headers.',
    remedy: 'Send the request again, over a faster connection or with a smaller body.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The request line or the headers are too long',
    meaning: 'A query can have at most 32 kB, and the request line and the headers together at most 160 kB.',
    remedy: 'Send a shorter query.',
  },
  unauthenticated: {
    status: 401,
    title: 'The token is missing, wrong or expired',
    meaning: 'The request has no API token, or one that is wrong, revoked or expired.',
    remedy: 'Send `Authorization: Bearer <token>` with an API token of this server.',
  },
  forbidden: {
    status: 403,
    title: 'The token is not allowed to do this',
    meaning: 'The token is valid, but it lacks the scope of this operation, or it belongs to one account.',
    remedy: 'Use a token with the scope that `detail` names, or a token of the whole environment.',
  },
  'not-found': {
    status: 404,
    title: 'The path is not known',
    meaning: 'No operation has this path.',
    remedy: 'Compare the path with `/openapi.json`.',
  },
  'account-not-found': {
    status: 404,
    title: 'Account not found',
    meaning: 'The environment of the token has no account with this id.',
    remedy: 'List the accounts with `GET /integrated-account`.',
  },
  'user-not-found': {
    status: 404,
    title: 'User not found',
    meaning: 'The vendor has no user with this id. The status is 404, even if the vendor answers with another status.',
    remedy: 'List the users of the account. An id belongs to one vendor and one account.',
  },
  'account-not-ready': {
    status: 409,
    title: 'The account is not active',
    meaning: 'The account is connecting, or its connection failed.',
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
    title: 'The provider does not support this operation',
    meaning: 'The API of the vendor does not have this operation.',
    remedy: 'Read `GET /unified/crm/users/meta/{method}`, which lists what the provider supports.',
  },
  'field-not-supported': {
    status: 422,
    title: 'The provider cannot write these fields',
    meaning: 'The vendor can write none of the fields that were sent or, with `handling=strict`, not all of them.',
    remedy: 'Send what `writable_fields` lists, or use `remote_data`.',
  },
  'filter-not-supported': {
    status: 422,
    title: 'The provider does not have the field of this filter or sort',
    meaning: 'Users of this vendor have no such field.',
    remedy: 'Leave the filter or sort out, or send `Prefer: handling=lenient`, which ignores it and adds a warning.',
  },
  'list-too-large': {
    status: 422,
    title: 'The list is too large',
    meaning: 'The request needs more than one answer allows: 10,000 users, 64 MB of users, or 20 pages of the vendor.',
    remedy: 'Narrow the list by a filter, page through it, or send `Accept: application/x-ndjson`.',
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
    meaning: 'The same key was used before with another query or body.',
    remedy: 'Use a new key for each new request. Use the old key only to repeat its request unchanged.',
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
    meaning: 'The credential of the account does not have a permission that the vendor requires.',
    remedy:
      'Grant the permission that `truto_error_insight.forbidden_error` names, or connect the account with another user of the vendor.',
  },
  'provider-network-refused': {
    status: 403,
    title: 'The vendor refuses the network address of this server',
    meaning:
      'A network policy at the vendor (allowed IP addresses, trusted networks) blocks this server. The credential of the account was not checked, and the account stays connected.',
    remedy: 'Add the outgoing address of this server to the allowed addresses at the vendor, then repeat the request.',
  },
  'provider-conflict': {
    status: 409,
    title: 'The vendor reports a conflict',
    meaning: 'The vendor reports that the change conflicts with its data.',
    remedy: 'Read `raw_response`. Then read the user before you try again.',
  },
  'provider-rejected': {
    status: 422,
    title: 'The vendor refuses the request',
    meaning: 'The vendor refused the request. `remote_status` and `raw_response` show its answer.',
    remedy: 'Correct what the vendor names in `message` and `raw_response`.',
  },
  'provider-rate-limited': {
    status: 429,
    title: "The vendor's rate limit is reached",
    meaning: 'The vendor limits the number of calls, or the request would exceed the published limit.',
    remedy: 'Wait for the seconds in `Retry-After`, then send the request again.',
    retryAfterSeconds: 10,
  },
  'rate-limited': {
    status: 429,
    title: 'The rate limit of this server is reached',
    meaning:
      'The token has sent more requests in 10 seconds than `ROLLCALL_RATE_LIMIT` allows, or the address has sent more tokens that are not valid in a minute than `ROLLCALL_FAILED_AUTHENTICATION_LIMIT` allows.',
    remedy: 'Wait for the seconds in `Retry-After`, then send the request again.',
    retryAfterSeconds: 10,
  },
  overloaded: {
    status: 503,
    title: 'The server is overloaded',
    meaning:
      'The server runs the maximum number of calls (`ROLLCALL_MAXIMUM_CALLS`), its memory for the answers of vendors is full, or it is stopping.',
    remedy: 'Wait for the seconds in `Retry-After`, then send the request again.',
    retryAfterSeconds: 5,
  },
  'store-unavailable': {
    status: 503,
    title: 'The store cannot be reached',
    meaning:
      'The database does not answer, and the data that the request needs is not in memory; or a change cannot be written to the audit log, so nothing was changed.',
    remedy: 'Wait for the seconds in `Retry-After`, then send the request again.',
    retryAfterSeconds: 2,
  },
  'provider-error': {
    status: 502,
    title: 'The vendor failed',
    meaning: 'The vendor answered with an internal error, or with an answer that cannot be read.',
    remedy: 'Try again later. If the error stays, read `raw_response`.',
  },
  'provider-unavailable': {
    status: 502,
    title: 'The vendor could not be reached',
    meaning: 'There was no connection to the API of the vendor.',
    remedy: 'Try again later.',
  },
  'provider-timeout': {
    status: 504,
    title: 'The vendor was too slow',
    meaning: 'The vendor did not answer before the deadline of the request.',
    remedy: 'Try again later, or use a smaller `limit`.',
  },
  'provider-response-too-large': {
    status: 502,
    title: "The vendor's answer is too large",
    meaning: 'An answer of a vendor can have at most 20 MB, and its content must fit into the memory of this server.',
    remedy: 'Use a smaller `limit`, or `truto_response_format=stream`.',
  },
  'partially-applied': {
    status: 502,
    title: 'Only a part of the change was written',
    meaning: 'The change takes several calls at this vendor, and a later one failed.',
    remedy: 'Send the fields in `failed` again. The fields in `applied` are written.',
  },
  'outcome-unknown': {
    status: 500,
    title: 'The outcome of the change is not known',
    meaning: 'The request was sent to the vendor, but there was no clear answer.',
    remedy: 'Read the user before you repeat the request.',
  },
  internal: {
    status: 500,
    title: 'The server failed',
    meaning: 'The server has an internal fault.',
    remedy: 'Report the id in the header `X-Request-Id` to the operator of the server.',
  },
}

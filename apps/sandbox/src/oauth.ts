import { createHash } from 'node:crypto'
import { basicCredential } from './credentials.ts'
import { empty, text, type VendorReply } from './reply.ts'
import { isRecord, type VendorRequest } from './request.ts'
import type { IssuedTokens, TokenBook } from './tokens.ts'

/** An OAuth app that the vendor knows. */
export interface OauthApp {
  readonly id: string
  readonly secret: string
}

/** The codes of RFC 6749 section 5.2 that a token endpoint here can return. */
export type GrantError = 'invalid_client' | 'invalid_request' | 'invalid_grant' | 'unsupported_grant_type'

/** How a vendor's token endpoint works. */
export interface GrantOptions {
  readonly app: OauthApp
  /** Where the client's id and secret may be. */
  readonly clientAuth: readonly ('basic' | 'body' | 'query')[]
  readonly grants: readonly ('authorization_code' | 'refresh_token' | 'client_credentials' | 'password')[]
  /** For `client_credentials`: the user of the token. */
  readonly clientSubject?: string
  /** For `password`: the user that it belongs to; undefined refuses. */
  readonly passwordSubject?: (username: string, password: string) => string | undefined
}

/** The result of a token call, to be written in the vendor's own form. */
export type GrantResult =
  | { readonly issued: IssuedTokens; readonly grantType: string }
  | { readonly error: GrantError; readonly grantType: string | undefined }

/** The parameters of a token call: form fields, multipart fields or the texts of a JSON object; else the query. */
export const grantParameters = (request: VendorRequest, alsoQuery = false): URLSearchParams => {
  const parameters = new URLSearchParams(alsoQuery ? request.query : '')
  for (const [name, value] of request.form) parameters.set(name, value)
  const body = request.form.size === 0 ? request.json() : undefined
  if (!isRecord(body)) return parameters
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') parameters.set(name, value)
  return parameters
}

/** Runs a token call on the token book; the caller formats the result. */
export const grant = (request: VendorRequest, book: TokenBook, options: GrantOptions): GrantResult => {
  const parameters = grantParameters(request, options.clientAuth.includes('query'))
  const grantType = parameters.get('grant_type') ?? undefined
  if (!knownClient(request, parameters, options)) return { error: 'invalid_client', grantType }
  if (grantType === undefined) return { error: 'invalid_request', grantType }
  if (!options.grants.some((known) => known === grantType)) return { error: 'unsupported_grant_type', grantType }
  const issued = issue(parameters, grantType, book, options)
  return issued ? { issued, grantType } : { error: 'invalid_grant', grantType }
}

const decisionName = 'sandbox_decision'

/**
 * The consent page. A browser shows it to a person; every other client gets the consent at once: a redirect to
 * `redirect_uri` with a code and the state.
 */
export const authorize = (
  request: VendorRequest,
  book: TokenBook,
  terms: { readonly app: OauthApp; readonly subject: string; readonly scopes?: readonly string[] },
): VendorReply => {
  const redirectUri = request.query.get('redirect_uri')
  if (request.query.get('client_id') !== terms.app.id) return text(400, 'The app is not known: check client_id.')
  if (redirectUri === null || !URL.canParse(redirectUri)) return text(400, 'redirect_uri is missing or not a URL.')
  const decision = request.query.get(decisionName)
  if (decision === null && /\btext\/html\b/.test(request.header('accept') ?? '')) return consentPage(request)
  const target = new URL(redirectUri)
  if (decision === 'deny') {
    target.searchParams.set('error', 'access_denied')
    target.searchParams.set('error_description', 'The user denied access.')
  } else target.searchParams.set('code', issuedCode(request, book, terms, redirectUri))
  const state = request.query.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return empty(302, { location: target.href })
}

const issuedCode = (
  request: VendorRequest,
  book: TokenBook,
  terms: { readonly subject: string; readonly scopes?: readonly string[] },
  redirectUri: string,
): string => {
  const challenge = request.query.get('code_challenge')
  return book.issueCode({
    subject: terms.subject,
    scopes: terms.scopes ?? (request.query.get('scope') ?? '').split(/[\s,]+/).filter(Boolean),
    redirectUri,
    ...(challenge === null ? {} : { challenge }),
  })
}

/** A simple page in place of the vendor's own. */
const consentPage = (request: VendorRequest): VendorReply => {
  const link = (decision: 'allow' | 'deny', words: string): string => {
    const query = new URLSearchParams(request.rawQuery)
    query.set(decisionName, decision)
    return `<p><a href="?${attribute(query.toString())}">${words}</a></p>`
  }
  const page = `<!doctype html><html lang="en"><title>Sandbox consent</title><h1>Allow the app?</h1>${link('allow', 'Allow')}${link('deny', 'Deny')}</html>`
  return text(200, page, { 'content-type': 'text/html; charset=utf-8' })
}

/** A text escaped for an attribute of HTML. */
export const attribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const knownClient = (request: VendorRequest, parameters: URLSearchParams, options: GrantOptions): boolean => {
  const basic = options.clientAuth.includes('basic') ? basicCredential(request) : undefined
  if (basic) return basic.username === options.app.id && basic.password === options.app.secret
  if (!options.clientAuth.includes('body') && !options.clientAuth.includes('query')) return false
  return parameters.get('client_id') === options.app.id && parameters.get('client_secret') === options.app.secret
}

const issue = (
  parameters: URLSearchParams,
  grantType: string,
  book: TokenBook,
  options: GrantOptions,
): IssuedTokens | undefined => {
  if (grantType === 'refresh_token') return book.refresh(parameters.get('refresh_token') ?? '')
  if (grantType === 'authorization_code') return redeemCode(parameters, book)
  const scopes = (parameters.get('scope') ?? '').split(/[\s,]+/).filter(Boolean)
  if (grantType === 'password') {
    const subject = options.passwordSubject?.(parameters.get('username') ?? '', parameters.get('password') ?? '')
    return subject === undefined ? undefined : book.issue(subject, scopes)
  }
  return options.clientSubject === undefined ? undefined : book.issue(options.clientSubject, scopes, false)
}

const redeemCode = (parameters: URLSearchParams, book: TokenBook): IssuedTokens | undefined => {
  const terms = book.takeCode(parameters.get('code') ?? '')
  if (!terms) return undefined
  const redirectUri = parameters.get('redirect_uri')
  if (redirectUri !== null && redirectUri !== terms.redirectUri) return undefined
  if (terms.challenge !== undefined) {
    const verifier = parameters.get('code_verifier') ?? ''
    if (createHash('sha256').update(verifier).digest('base64url') !== terms.challenge) return undefined
  }
  return book.issue(terms.subject, terms.scopes)
}

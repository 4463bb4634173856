import { providerSlugs } from '@rollcall/contract'
import type { ApiToken, NewAuditEntry } from '@rollcall/store'
import { saneText } from '../logging.ts'
import { fieldNames } from './field-names.ts'

/** A request to an operation that changes something; its body may be not validated. */
export interface ChangeRequest {
  /** The path of the contract, with parameters in braces. */
  readonly route: string
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly token: ApiToken
}

type Subject = Pick<NewAuditEntry, 'accountId' | 'userId' | 'objectId' | 'tenantId' | 'provider' | 'fields'>

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const idIn = (value: unknown): string | undefined =>
  typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : undefined

const textIn = (value: unknown, maximumLength: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= maximumLength ? value : undefined

const providerIn = (value: unknown) => providerSlugs.find((slug) => slug === value)

/** Longest customer's and user's name of the contract. */
const longestTenant = 255
const longestUserId = 512

/** The vendor's id of a user as the log stores and finds it: an e-mail address in its short form. */
export const loggedUserId = (id: string): string => saneText(id.slice(0, longestUserId))

/** The subject of a request, from its path, its query and the names in its body. */
export const subjectOf = ({ route, params, query, body, token }: ChangeRequest): Subject => {
  const members: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {}
  const fields = fieldNames(body)
  const { id } = params
  const named = idIn(query.integrated_account_id) ?? idIn(query.account) ?? idIn(members.integrated_account_id)
  if (route.startsWith('/unified/')) {
    const userId = textIn(id, longestUserId)
    const accountId = named ?? token.accountId
    return { accountId, userId: userId === undefined ? undefined : loggedUserId(userId), fields }
  }
  if (route.startsWith('/environment-integration')) {
    return { provider: providerIn(id) ?? providerIn(members.integration), fields }
  }
  const isAboutAccount = route.startsWith('/integrated-account')
  const accountId = named ?? (isAboutAccount ? (idIn(id) ?? idIn(members.id) ?? token.accountId) : undefined)
  return {
    accountId,
    objectId: isAboutAccount ? undefined : idIn(id),
    fields,
    // For an account that does not exist yet; else those of the account are stored.
    ...(accountId === undefined
      ? { tenantId: textIn(members.tenant_id, longestTenant), provider: providerIn(members.integration) }
      : {}),
  }
}

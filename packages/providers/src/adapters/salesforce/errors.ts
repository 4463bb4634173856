import type { ErrorRules } from '../../contract.ts'
import { at, isObject, textAt } from '../../runtime/json.ts'

const blockedSessions = ['This session is not valid for use with the REST API', 'Connected app is not attached']

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export const errors: ErrorRules = {
  message: (body) => textAt(body, '0.message'),
  classify: ({ status, body }, operation) => {
    const code = textAt(body, '0.errorCode')
    if (code === 'REQUEST_LIMIT_EXCEEDED') return { kind: 'rate-limited' }
    if (code === 'ENTITY_IS_DELETED' || code === 'MALFORMED_ID') return { kind: 'not-found' }
    // The userinfo call has its own way to say that a token has expired: https://github.com/forcedotcom/SalesforceMobileSDK-Android/pull/2430
    if (status === 403 && typeof body === 'string' && /^"?Bad_OAuth_Token/i.test(body)) return { kind: 'unauthorised' }
    if (status === 401 && blockedSessions.some((start) => textAt(body, '0.message')?.startsWith(start))) {
      return { kind: 'forbidden', status: 403 }
    }
    if (operation === 'create' && status === 400 && code === 'DUPLICATE_USERNAME') return { kind: 'conflict' }
    return isObject(body) && at(body, 'success') === false ? { kind: 'rejected' } : undefined
  },
}

import type { ErrorRules } from '../../contract.ts'
import { isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/**
 * What Pipedrive's answers mean: every one has a flag, and a refusal may come with a success status
 * (https://github.com/n8n-io/n8n, packages/nodes-base/nodes/Pipedrive/GenericFunctions.ts).
 */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'error') ?? textAt(body, 'message') ?? textAt(body, 'error_info'),
  classify: (answer) => {
    const { status, body } = answer
    // Going on after a 429 ends in a 403 of Cloudflare with a page instead of JSON.
    if (status === 403 && isPage(answer)) return 429
    // A company that was renamed or closed; for an unknown user JSON comes.
    if (status === 404 && isPage(answer)) return 502
    const isRefusal = isObject(body) && certainFlag(body.success) === false
    if (status >= 300 || !isRefusal) return undefined
    return saidStatus(at(body, 'errorCode') ?? at(body, 'statusCode')) ?? 400
  },
}

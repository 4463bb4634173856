import type { ErrorRules } from '../../contract.ts'
import { isPage, pageForUser } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/**
 * The meaning of Pipedrive's answers: each has a flag, and a refusal may come with a success status
 * (https://github.com/n8n-io/n8n, packages/nodes-base/nodes/Pipedrive/GenericFunctions.ts).
 */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'error') ?? textAt(body, 'message') ?? textAt(body, 'error_info'),
  fails: (body) => certainFlag(at(body, 'success')) === false,
  status: (body) => saidStatus(at(body, 'errorCode') ?? at(body, 'statusCode')) ?? 400,
  rules: [
    // Further requests after a 429 get a 403 of Cloudflare with a page instead of JSON.
    { status: 403, when: isPage, means: 429 },
    pageForUser,
  ],
}

import { accountCredential } from './accounts/secrets.ts'
import { connectAttempt, connectOutcome } from './connect-sessions/connect-sessions.ts'
import { eventPayload } from './events/payload.ts'
import { idempotentResponse } from './idempotency/idempotency.ts'
import { linkTokenContext } from './link-tokens/link-tokens.ts'
import { oauthAppSecret } from './oauth-apps/oauth-apps.ts'
import type { SealedColumn } from './sealed-column.ts'
import { webhookSecrets } from './webhooks/signing-secrets.ts'

/** All sealed columns except the check of the keys: a rotation of keys counts them and seals them anew. */
export const sealedColumns: readonly SealedColumn[] = [
  accountCredential,
  oauthAppSecret,
  linkTokenContext,
  connectAttempt,
  connectOutcome,
  idempotentResponse,
  webhookSecrets,
  eventPayload,
]

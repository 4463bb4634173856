// Generated from openapi.yaml by `npm run generate`. Do not edit: change the contract.

/** The slug of every provider, in the order of the contract. */
export const providerSlugs = [
  'accelo',
  'activecampaign',
  'attio',
  'capsule',
  'close',
  'copper',
  'dynamics-365-sales',
  'freshsales',
  'highlevel',
  'hubspot',
  'insightly',
  'keap',
  'monday-crm',
  'nutshell',
  'onepagecrm',
  'outreach',
  'pipedrive',
  'pipeliner',
  'planhat',
  'salesflare',
  'salesforce',
  'teamleader',
  'wix',
  'zendesk-sell',
  'zoho-crm',
] as const

/** The name of every operation on users. */
export const methodNames = [
  'list',
  'get',
  'create',
  'update',
  'delete',
  'me',
] as const

/** The name of every field of a unified user. */
export const userFields = [
  'id',
  'name',
  'first_name',
  'last_name',
  'email',
  'is_active',
  'created_at',
  'updated_at',
  'urls',
  'remote_data',
] as const

/** The name of every form of an answer. */
export const responseFormats = [
  'unified',
  'raw',
  'normalized',
  'stream',
] as const

/** The name of every scope of a token. */
export const tokenScopes = [
  'read',
  'write',
  'raw',
  'admin',
] as const

/** The name of every event of an account that webhooks get. */
export const webhookEvents = [
  'integrated_account:created',
  'integrated_account:updated',
  'integrated_account:active',
  'integrated_account:validation_error',
  'integrated_account:post_install_error',
  'integrated_account:authentication_error',
  'integrated_account:reactivated',
  'integrated_account:deleted',
] as const

/** The `type` of every problem. */
export const problemTypes = [
  '/errors/invalid-request',
  '/errors/invalid-cursor',
  '/errors/cursor-expired',
  '/errors/malformed-json',
  '/errors/unsupported-media-type',
  '/errors/not-acceptable',
  '/errors/method-not-allowed',
  '/errors/payload-too-large',
  '/errors/request-timeout',
  '/errors/uri-too-long',
  '/errors/unauthenticated',
  '/errors/forbidden',
  '/errors/not-found',
  '/errors/account-not-found',
  '/errors/user-not-found',
  '/errors/account-not-ready',
  '/errors/account-needs-reauth',
  '/errors/operation-not-supported',
  '/errors/field-not-supported',
  '/errors/filter-not-supported',
  '/errors/list-too-large',
  '/errors/key-not-unique',
  '/errors/idempotency-key-reused',
  '/errors/idempotency-in-progress',
  '/errors/provider-forbidden',
  '/errors/provider-network-refused',
  '/errors/provider-conflict',
  '/errors/provider-rejected',
  '/errors/provider-rate-limited',
  '/errors/rate-limited',
  '/errors/overloaded',
  '/errors/store-unavailable',
  '/errors/provider-error',
  '/errors/provider-unavailable',
  '/errors/provider-timeout',
  '/errors/provider-response-too-large',
  '/errors/partially-applied',
  '/errors/outcome-unknown',
  '/errors/internal',
] as const

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The kind of failure, a constant; also the path of a page that explains it.
 */
export enum ProblemType {
    _ERRORS_INVALID_REQUEST = '/errors/invalid-request',
    _ERRORS_INVALID_CURSOR = '/errors/invalid-cursor',
    _ERRORS_CURSOR_EXPIRED = '/errors/cursor-expired',
    _ERRORS_MALFORMED_JSON = '/errors/malformed-json',
    _ERRORS_UNSUPPORTED_MEDIA_TYPE = '/errors/unsupported-media-type',
    _ERRORS_NOT_ACCEPTABLE = '/errors/not-acceptable',
    _ERRORS_METHOD_NOT_ALLOWED = '/errors/method-not-allowed',
    _ERRORS_PAYLOAD_TOO_LARGE = '/errors/payload-too-large',
    _ERRORS_REQUEST_TIMEOUT = '/errors/request-timeout',
    _ERRORS_URI_TOO_LONG = '/errors/uri-too-long',
    _ERRORS_UNAUTHENTICATED = '/errors/unauthenticated',
    _ERRORS_FORBIDDEN = '/errors/forbidden',
    _ERRORS_NOT_FOUND = '/errors/not-found',
    _ERRORS_ACCOUNT_NOT_FOUND = '/errors/account-not-found',
    _ERRORS_USER_NOT_FOUND = '/errors/user-not-found',
    _ERRORS_ACCOUNT_NOT_READY = '/errors/account-not-ready',
    _ERRORS_ACCOUNT_NEEDS_REAUTH = '/errors/account-needs-reauth',
    _ERRORS_OPERATION_NOT_SUPPORTED = '/errors/operation-not-supported',
    _ERRORS_FIELD_NOT_SUPPORTED = '/errors/field-not-supported',
    _ERRORS_FILTER_NOT_SUPPORTED = '/errors/filter-not-supported',
    _ERRORS_LIST_TOO_LARGE = '/errors/list-too-large',
    _ERRORS_KEY_NOT_UNIQUE = '/errors/key-not-unique',
    _ERRORS_IDEMPOTENCY_KEY_REUSED = '/errors/idempotency-key-reused',
    _ERRORS_IDEMPOTENCY_IN_PROGRESS = '/errors/idempotency-in-progress',
    _ERRORS_PROVIDER_FORBIDDEN = '/errors/provider-forbidden',
    _ERRORS_PROVIDER_NETWORK_REFUSED = '/errors/provider-network-refused',
    _ERRORS_PROVIDER_CONFLICT = '/errors/provider-conflict',
    _ERRORS_PROVIDER_REJECTED = '/errors/provider-rejected',
    _ERRORS_PROVIDER_RATE_LIMITED = '/errors/provider-rate-limited',
    _ERRORS_RATE_LIMITED = '/errors/rate-limited',
    _ERRORS_OVERLOADED = '/errors/overloaded',
    _ERRORS_PROVIDER_ERROR = '/errors/provider-error',
    _ERRORS_PROVIDER_UNAVAILABLE = '/errors/provider-unavailable',
    _ERRORS_PROVIDER_TIMEOUT = '/errors/provider-timeout',
    _ERRORS_PROVIDER_RESPONSE_TOO_LARGE = '/errors/provider-response-too-large',
    _ERRORS_PARTIALLY_APPLIED = '/errors/partially-applied',
    _ERRORS_OUTCOME_UNKNOWN = '/errors/outcome-unknown',
    _ERRORS_INTERNAL = '/errors/internal',
}

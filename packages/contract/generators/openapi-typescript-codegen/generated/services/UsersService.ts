/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { DeletedUser } from '../models/DeletedUser';
import type { Meta } from '../models/Meta';
import type { MethodName } from '../models/MethodName';
import type { ProviderSlug } from '../models/ProviderSlug';
import type { ResponseFormat } from '../models/ResponseFormat';
import type { SortBy } from '../models/SortBy';
import type { TimeRange } from '../models/TimeRange';
import type { User } from '../models/User';
import type { UserCreate } from '../models/UserCreate';
import type { UserField } from '../models/UserField';
import type { UserList } from '../models/UserList';
import type { UserPatch } from '../models/UserPatch';
import type { UserWithWarnings } from '../models/UserWithWarnings';
import type { Workspace } from '../models/Workspace';
import type { CancelablePromise } from '../core/CancelablePromise';
import { OpenAPI } from '../core/OpenAPI';
import { request as __request } from '../core/request';
export class UsersService {
    /**
     * List users
     * Lists the users of the account in the vendor's order, or in the order of `sort_by`. Inactive users are listed
     * too unless they are filtered out. Every filter works for every provider that has the field: natively where the
     * vendor filters, otherwise by reading the vendor's pages. While nothing changes at the vendor, walking the list
     * gives each user exactly once, whatever the `limit`.
     *
     * With `Accept: application/x-ndjson` the answer is every page of the list, one unified user a line.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param limit How many the page holds at most; honoured across the vendor's own pages.
     * @param nextCursor The `next_cursor` of the page before. Opaque, and bound to the query that it came from; an empty one is none.
     *
     * @param email Only users with this e-mail: compared whole, without regard to case. Write a plus sign as `%2B`.
     *
     * @param name Only users with this full name: compared whole, without regard to case.
     * @param isActive Only active, or only inactive users.
     * @param createdAt Only users created within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
     * @param updatedAt Only users changed within these bounds: `updated_at[lt]=2026-02-01T00:00:00Z`.
     * @param sortBy One field and its direction: `sort_by[created_at]=desc`. Text by the code points of its lower-case NFC form,
     * times by instant, `null` last, ties by id. Sorting that the vendor cannot do reads the whole list, up to
     * 10,000 users and 64 MB.
     *
     * @param trutoKeyBy `result` becomes an object keyed by this field, a `KeyedUserList`; a missing or doubled key is a 422. Not with
     * `sort_by`.
     *
     * @param trutoIgnoreLimit `true` puts all pages into one answer, up to 10,000 users and 64 MB.
     * @param workspace A part of the account, for providers that have such parts (HighLevel's location): `workspace[id]=abc`. Without
     * it the account's own is meant.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @returns UserList A page of users. The formats `raw` and `stream` answer what `x-truto-response-formats` says; a list that
     * `truto_key_by` keys, and NDJSON, are what `x-further-content` says, so that `result` is an array in every client
     * that is made from this file.
     *
     * @throws ApiError
     */
    public static listUsers(
        integratedAccountId: string,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        limit: number = 100,
        nextCursor?: string,
        email?: string,
        name?: string,
        isActive?: boolean,
        createdAt?: TimeRange,
        updatedAt?: TimeRange,
        sortBy?: SortBy,
        trutoKeyBy?: 'id' | 'email',
        trutoIgnoreLimit: boolean = false,
        workspace?: Workspace,
        prefer?: string,
    ): CancelablePromise<UserList> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/unified/crm/users',
            headers: {
                'Prefer': prefer,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
                'limit': limit,
                'next_cursor': nextCursor,
                'email': email,
                'name': name,
                'is_active': isActive,
                'created_at': createdAt,
                'updated_at': updatedAt,
                'sort_by': sortBy,
                'truto_key_by': trutoKeyBy,
                'truto_ignore_limit': trutoIgnoreLimit,
                'workspace': workspace,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`invalid-cursor\`: the cursor was changed, or belongs to another query.
                \`cursor-expired\`: the cursor is too old, or the vendor no longer takes it.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`filter-not-supported\`: the provider lacks the field of a filter or sort.
                \`list-too-large\`: more users would have to be read than one answer may take, 10,000 or 64 MB; NDJSON has no such limit.
                \`key-not-unique\`: \`truto_key_by\` meets a missing or doubled key.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Create a user
     * Creates a user where the vendor can. What the provider cannot write is listed in `warnings` (handling
     * `lenient`) or refused before any call (handling `strict`). Send an `Idempotency-Key` to repeat the call safely.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param requestBody The user to create, in unified names.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @param idempotencyKey A key of your choice for this write. A repeat with the same key, query and body within 24 hours gets the same
     * answer without a call to the vendor; another body is a 422.
     *
     * @returns UserWithWarnings The created user. The formats `raw` and `stream` answer what `x-truto-response-formats` says.
     *
     * @throws ApiError
     */
    public static createUser(
        integratedAccountId: string,
        requestBody: UserCreate,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        prefer?: string,
        idempotencyKey?: string,
    ): CancelablePromise<UserWithWarnings> {
        return __request(OpenAPI, {
            method: 'POST',
            url: '/unified/crm/users',
            headers: {
                'Prefer': prefer,
                'Idempotency-Key': idempotencyKey,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
            },
            body: requestBody,
            mediaType: 'application/json',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`malformed-json\`: the body is not JSON.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                408: `\`request-timeout\`: the body did not arrive within 15 seconds.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                \`idempotency-in-progress\`: the request with this idempotency key is still running.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`payload-too-large\`: the body exceeds 256 kB.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`unsupported-media-type\`: the body is not \`application/json\`.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`field-not-supported\`: the provider cannot write a field; \`writable_fields\` lists what it can.
                \`idempotency-key-reused\`: the idempotency key came before with another request.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                \`outcome-unknown\`: whether the vendor has written it cannot be known; read before you repeat.
                \`partially-applied\`: some of the vendor calls succeeded; \`applied\` and \`failed\` say which fields.
                `,
                501: `\`operation-not-supported\`: the provider lacks the operation.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Get the user whose credential the account holds
     * The user who connected the account, where the vendor tells who that is; else a 501.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @returns User The user. The formats `raw` and `stream` answer what `x-truto-response-formats` says.
     *
     * @throws ApiError
     */
    public static getMe(
        integratedAccountId: string,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        prefer?: string,
    ): CancelablePromise<User> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/unified/crm/users/me',
            headers: {
                'Prefer': prefer,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                \`user-not-found\`: the vendor has no such user.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                `,
                501: `\`operation-not-supported\`: the provider lacks the operation.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Get a user
     * One user by the vendor's id, as a bare object.
     *
     * @param id The vendor's id of the user, sent as one percent-encoded path segment. Blank, `.`, `..` and control characters
     * are a 404.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @returns User The user. The formats `raw` and `stream` answer what `x-truto-response-formats` says.
     *
     * @throws ApiError
     */
    public static getUser(
        id: string,
        integratedAccountId: string,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        prefer?: string,
    ): CancelablePromise<User> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/unified/crm/users/{id}',
            path: {
                'id': id,
            },
            headers: {
                'Prefer': prefer,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                \`user-not-found\`: the vendor has no such user.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Update a user
     * Changes only what is sent, and answers the user as the vendor has it afterwards. What the provider cannot write
     * is listed in `warnings` (handling `lenient`) or refused before any call (handling `strict`). Send an
     * `Idempotency-Key` to repeat the call safely. Vendors have no versions of a user to compare: a request with
     * `If-Match` or `If-Unmodified-Since` is a 501, never a change without the condition.
     *
     * @param id The vendor's id of the user, sent as one percent-encoded path segment. Blank, `.`, `..` and control characters
     * are a 404.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param requestBody The fields to change, in unified names.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @param idempotencyKey A key of your choice for this write. A repeat with the same key, query and body within 24 hours gets the same
     * answer without a call to the vendor; another body is a 422.
     *
     * @returns UserWithWarnings The user after the change. The formats `raw` and `stream` answer what `x-truto-response-formats` says.
     *
     * @throws ApiError
     */
    public static updateUser(
        id: string,
        integratedAccountId: string,
        requestBody: UserPatch,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        prefer?: string,
        idempotencyKey?: string,
    ): CancelablePromise<UserWithWarnings> {
        return __request(OpenAPI, {
            method: 'PATCH',
            url: '/unified/crm/users/{id}',
            path: {
                'id': id,
            },
            headers: {
                'Prefer': prefer,
                'Idempotency-Key': idempotencyKey,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
            },
            body: requestBody,
            mediaType: 'application/json',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`malformed-json\`: the body is not JSON.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                \`user-not-found\`: the vendor has no such user.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                408: `\`request-timeout\`: the body did not arrive within 15 seconds.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                \`idempotency-in-progress\`: the request with this idempotency key is still running.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`payload-too-large\`: the body exceeds 256 kB.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`unsupported-media-type\`: the body is not \`application/json\`.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`field-not-supported\`: the provider cannot write a field; \`writable_fields\` lists what it can.
                \`idempotency-key-reused\`: the idempotency key came before with another request.
                \`partially-applied\`: some of the vendor calls succeeded; \`applied\` and \`failed\` say which fields.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                \`outcome-unknown\`: whether the vendor has written it cannot be known; read before you repeat.
                `,
                501: `\`operation-not-supported\`: the provider lacks the operation.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                \`partially-applied\`: some of the vendor calls succeeded; \`applied\` and \`failed\` say which fields.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Delete a user
     * Deletes the user where the vendor deletes users. Where it can only deactivate them: a 501 that names
     * `PATCH` with `is_active: false`. `If-Match` and `If-Unmodified-Since` are a 501: no vendor compares versions.
     *
     * @param id The vendor's id of the user, sent as one percent-encoded path segment. Blank, `.`, `..` and control characters
     * are a 404.
     *
     * @param integratedAccountId The account whose users are meant.
     * @param trutoResponseFormat `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
     * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
     * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
     *
     * @param trutoIgnoreRemoteData `true` leaves `remote_data` out of the answer.
     * @param trutoExcludeFields Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
     *
     * @param remoteQuery Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
     * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
     *
     * @param prefer Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
     * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
     *
     * @returns DeletedUser The id of the deleted user. The formats `raw` and `stream` answer what `x-truto-response-formats` says.
     *
     * @throws ApiError
     */
    public static deleteUser(
        id: string,
        integratedAccountId: string,
        trutoResponseFormat?: ResponseFormat,
        trutoIgnoreRemoteData: boolean = false,
        trutoExcludeFields?: Array<UserField>,
        remoteQuery?: Record<string, any>,
        prefer?: string,
    ): CancelablePromise<DeletedUser> {
        return __request(OpenAPI, {
            method: 'DELETE',
            url: '/unified/crm/users/{id}',
            path: {
                'id': id,
            },
            headers: {
                'Prefer': prefer,
            },
            query: {
                'integrated_account_id': integratedAccountId,
                'truto_response_format': trutoResponseFormat,
                'truto_ignore_remote_data': trutoIgnoreRemoteData,
                'truto_exclude_fields': trutoExcludeFields,
                'remote_query': remoteQuery,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                \`account-needs-reauth\`: the account has to be connected again, or the vendor refuses the credential.
                `,
                402: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                403: `\`forbidden\`: the token may not do this.
                \`provider-forbidden\`: the vendor forbids it.
                \`provider-network-refused\`: the vendor's network policy refuses the address of this server.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                \`user-not-found\`: the vendor has no such user.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                409: `\`account-not-ready\`: the account is not active.
                \`provider-conflict\`: the vendor sees a conflict.
                `,
                410: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                413: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                422: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                423: `\`provider-rejected\`: the vendor refuses the request with a status of its own.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                \`provider-rate-limited\`: the vendor's rate limit is reached.
                `,
                500: `\`internal\`: the fault is ours.
                \`outcome-unknown\`: whether the vendor has written it cannot be known; read before you repeat.
                `,
                501: `\`operation-not-supported\`: the provider lacks the operation.
                `,
                502: `\`provider-error\`: the vendor failed, or answered what cannot be understood.
                \`provider-unavailable\`: the vendor could not be reached.
                \`provider-response-too-large\`: the vendor's answer is too large.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
                504: `\`provider-timeout\`: the vendor did not answer before the deadline.
                `,
            },
        });
    }
    /**
     * Say what the account's provider supports
     * What the provider of this account supports for one operation: response fields, filters and sorts, body fields,
     * removed secrets. An operation that the provider lacks is a 200 too, with `supported: false` and a reason.
     *
     * @param method The operation that is asked about.
     * @param integratedAccountId The account whose users are meant.
     * @returns Meta What is supported.
     * @throws ApiError
     */
    public static getUserMeta(
        method: MethodName,
        integratedAccountId: string,
    ): CancelablePromise<Meta> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/unified/crm/users/meta/{method}',
            path: {
                'method': method,
            },
            query: {
                'integrated_account_id': integratedAccountId,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                404: `\`account-not-found\`: the environment has no such account.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                `,
                500: `\`internal\`: the fault is ours.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
            },
        });
    }
    /**
     * Say what a provider supports
     * The same as for an account, for any provider, connected or not.
     *
     * @param provider The slug of the provider.
     * @param method The operation that is asked about.
     * @returns Meta What is supported.
     * @throws ApiError
     */
    public static getProviderUserMeta(
        provider: ProviderSlug,
        method: MethodName,
    ): CancelablePromise<Meta> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/unified/crm/users/{provider}/meta/{method}',
            path: {
                'provider': provider,
                'method': method,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                429: `\`rate-limited\`: the rate limit of this server is reached.
                `,
                500: `\`internal\`: the fault is ours.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
            },
        });
    }
}

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountStatus } from '../models/AccountStatus';
import type { DeletedIntegratedAccount } from '../models/DeletedIntegratedAccount';
import type { IntegratedAccount } from '../models/IntegratedAccount';
import type { IntegratedAccountCreate } from '../models/IntegratedAccountCreate';
import type { IntegratedAccountList } from '../models/IntegratedAccountList';
import type { IntegrationFilter } from '../models/IntegrationFilter';
import type { CancelablePromise } from '../core/CancelablePromise';
import { OpenAPI } from '../core/OpenAPI';
import { request as __request } from '../core/request';
export class AccountsService {
    /**
     * List accounts
     * The accounts of the token's environment, the newest first, secrets removed.
     *
     * @param tenantId Only accounts of this customer of yours.
     * @param integration Only accounts of this provider: `integration[name]=hubspot`.
     * @param status Only accounts in this state.
     * @param limit How many the page holds at most; honoured across the vendor's own pages.
     * @param nextCursor The `next_cursor` of the page before. Opaque, and bound to the query that it came from; an empty one is none.
     *
     * @returns IntegratedAccountList A page of accounts.
     * @throws ApiError
     */
    public static listIntegratedAccounts(
        tenantId?: string,
        integration?: IntegrationFilter,
        status?: AccountStatus,
        limit: number = 100,
        nextCursor?: string,
    ): CancelablePromise<IntegratedAccountList> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/integrated-account',
            query: {
                'tenant_id': tenantId,
                'integration': integration,
                'status': status,
                'limit': limit,
                'next_cursor': nextCursor,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`invalid-cursor\`: the cursor was changed, or belongs to another query.
                \`cursor-expired\`: the cursor is too old, or the vendor no longer takes it.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                403: `\`forbidden\`: the token may not do this.
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
     * Import an account
     * Imports existing credentials of a customer. No call is made to the vendor: the account is `active` at once.
     * Secrets go in and never come out.
     *
     * @param requestBody The provider, your name for the customer, and the credentials.
     * @returns IntegratedAccount The new account.
     * @throws ApiError
     */
    public static createIntegratedAccount(
        requestBody: IntegratedAccountCreate,
    ): CancelablePromise<IntegratedAccount> {
        return __request(OpenAPI, {
            method: 'POST',
            url: '/integrated-account',
            body: requestBody,
            mediaType: 'application/json',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                \`malformed-json\`: the body is not JSON.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                403: `\`forbidden\`: the token may not do this.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                408: `\`request-timeout\`: the body did not arrive within 15 seconds.
                `,
                413: `\`payload-too-large\`: the body exceeds 256 kB.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                415: `\`unsupported-media-type\`: the body is not \`application/json\`.
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
     * Get an account
     * One account of the token's environment, secrets removed.
     *
     * @param id The id of the account.
     * @returns IntegratedAccount The account.
     * @throws ApiError
     */
    public static getIntegratedAccount(
        id: string,
    ): CancelablePromise<IntegratedAccount> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/integrated-account/{id}',
            path: {
                'id': id,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                403: `\`forbidden\`: the token may not do this.
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
     * Delete an account
     * Deletes the account and its credentials.
     *
     * @param id The id of the account.
     * @returns DeletedIntegratedAccount The id of the deleted account.
     * @throws ApiError
     */
    public static deleteIntegratedAccount(
        id: string,
    ): CancelablePromise<DeletedIntegratedAccount> {
        return __request(OpenAPI, {
            method: 'DELETE',
            url: '/integrated-account/{id}',
            path: {
                'id': id,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                401: `\`unauthenticated\`: the token is missing, wrong or expired.
                `,
                403: `\`forbidden\`: the token may not do this.
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
}

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Capabilities } from '../models/Capabilities';
import type { Integration } from '../models/Integration';
import type { IntegrationList } from '../models/IntegrationList';
import type { ProviderSlug } from '../models/ProviderSlug';
import type { CancelablePromise } from '../core/CancelablePromise';
import { OpenAPI } from '../core/OpenAPI';
import { request as __request } from '../core/request';
export class IntegrationsService {
    /**
     * List providers
     * Every provider with the ways to authenticate and the variables that an account of it needs.
     *
     * @param limit How many the page holds at most; honoured across the vendor's own pages.
     * @param nextCursor The `next_cursor` of the page before. Opaque, and bound to the query that it came from; an empty one is none.
     *
     * @returns IntegrationList A page of providers.
     * @throws ApiError
     */
    public static listIntegrations(
        limit: number = 100,
        nextCursor?: string,
    ): CancelablePromise<IntegrationList> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/integration',
            query: {
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
     * Read a provider
     * One provider: how it is connected, with which logins and account variables.
     *
     * @param slug The slug of the provider.
     * @returns Integration The provider.
     * @throws ApiError
     */
    public static getIntegration(
        slug: ProviderSlug,
    ): CancelablePromise<Integration> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/integration/{slug}',
            path: {
                'slug': slug,
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
    /**
     * Say all that a provider can do
     * One provider: authentication, account variables, every operation with its fields, filters and sorts, and the
     * API versions that are called.
     *
     * @param slug The slug of the provider.
     * @returns Capabilities All that the provider can do.
     * @throws ApiError
     */
    public static getIntegrationCapabilities(
        slug: ProviderSlug,
    ): CancelablePromise<Capabilities> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/integration/{slug}/capabilities',
            path: {
                'slug': slug,
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

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Health } from '../models/Health';
import type { OpenapiDocument } from '../models/OpenapiDocument';
import type { Ping } from '../models/Ping';
import type { Readiness } from '../models/Readiness';
import type { Text } from '../models/Text';
import type { CancelablePromise } from '../core/CancelablePromise';
import { OpenAPI } from '../core/OpenAPI';
import { request as __request } from '../core/request';
export class SystemService {
    /**
     * Try a token
     * Answers when the token is good, and says which environment it belongs to.
     *
     * @returns Ping The token is good.
     * @throws ApiError
     */
    public static ping(): CancelablePromise<Ping> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/ping',
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
     * Say that the process runs
     * Liveness: the process answers. It asks nothing of the store or of a vendor.
     *
     * @returns Health The process runs.
     * @throws ApiError
     */
    public static getHealth(): CancelablePromise<Health> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/healthz',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
            },
        });
    }
    /**
     * Say whether requests can be served
     * Readiness: the store answers and the process is not stopping; else a 503.
     *
     * @returns Readiness Requests can be served.
     * @throws ApiError
     */
    public static getReadiness(): CancelablePromise<Readiness> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/readyz',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
                503: `\`overloaded\`: the server has too much to do, its memory for the answers of vendors is full, or it is not ready.
                `,
            },
        });
    }
    /**
     * This contract as JSON
     * The OpenAPI document that this server follows.
     *
     * @returns OpenapiDocument The contract as JSON.
     * @throws ApiError
     */
    public static getOpenapiJson(): CancelablePromise<OpenapiDocument> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/openapi.json',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
            },
        });
    }
    /**
     * This contract as YAML
     * The OpenAPI document that this server follows, as it is written.
     *
     * @returns Text The contract as YAML.
     * @throws ApiError
     */
    public static getOpenapiYaml(): CancelablePromise<Text> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/openapi.yaml',
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
            },
        });
    }
    /**
     * Explain a failure
     * The page behind a problem's `type`: what happened, and what to do. HTML for people, Markdown where asked for.
     *
     * @param slug The last part of a problem's `type`.
     * @returns Text The page.
     * @throws ApiError
     */
    public static getErrorPage(
        slug: string,
    ): CancelablePromise<Text> {
        return __request(OpenAPI, {
            method: 'GET',
            url: '/errors/{slug}',
            path: {
                'slug': slug,
            },
            errors: {
                400: `\`invalid-request\`: the request breaks the contract; every fault is listed.
                `,
                404: `\`not-found\`: there is nothing at this path.
                `,
                405: `\`method-not-allowed\`: the path does not have the method.
                `,
                406: `\`not-acceptable\`: \`Accept\` rules out what this operation answers.
                `,
                414: `\`uri-too-long\`: the query or the headers are too long.
                `,
            },
        });
    }
}

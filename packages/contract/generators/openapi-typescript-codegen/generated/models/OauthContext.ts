/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { OauthClient } from './OauthClient';
import type { OauthToken } from './OauthToken';
/**
 * What an OAuth account brings.
 */
export type OauthContext = {
    /**
     * The tokens that the customer has granted; not needed for `client_credentials`.
     */
    token?: OauthToken;
    /**
     * The OAuth app; without it the environment's own is used.
     */
    client?: OauthClient;
};


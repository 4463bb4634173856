/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Tokens that a customer has granted.
 */
export type OauthToken = {
    /**
     * The access token.
     */
    access_token: string;
    /**
     * The refresh token, where there is one.
     */
    refresh_token?: string;
    /**
     * Seconds until the access token expires, counted from now; zero or less means that it has.
     */
    expires_in?: number;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * How an account authenticates at the vendor.
 */
export enum AuthenticationMethod {
    OAUTH2 = 'oauth2',
    API_KEY = 'api_key',
    BASIC = 'basic',
    CLIENT_CREDENTIALS = 'client_credentials',
}

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The credentials of the chosen method and the account variables that the provider names; another key is refused by
 * name. Secrets go in and never come out. `oauth.token` may be the vendor's whole token answer.
 *
 */
export type AccountContext = Record<string, any>;

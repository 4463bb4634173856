/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The OAuth app that the tokens belong to; without it the environment's own is used.
 */
export type OauthClient = {
    /**
     * The client id.
     */
    id: string;
    /**
     * The client secret.
     */
    secret: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The token is good.
 */
export type Ping = {
    /**
     * Always the same word.
     */
    message: string;
    /**
     * The environment of the token.
     */
    environment_id: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Requests can be served.
 */
export type Readiness = {
    /**
     * Always the same word.
     */
    status: string;
};


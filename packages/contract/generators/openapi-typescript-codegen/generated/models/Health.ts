/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The process runs.
 */
export type Health = {
    /**
     * Always the same word.
     */
    status: string;
};


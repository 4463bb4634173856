/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A version of the vendor's API that is called.
 */
export type ApiVersion = {
    /**
     * The vendor's name of the version.
     */
    name: string;
    /**
     * The day on which the vendor retires it; absent where none is published.
     */
    retires_at?: string;
};


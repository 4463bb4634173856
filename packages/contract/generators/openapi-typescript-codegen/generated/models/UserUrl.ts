/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A page about the user.
 */
export type UserUrl = {
    /**
     * What the page is.
     */
    type: string;
    /**
     * Where the page is.
     */
    url: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A part of an account.
 */
export type Workspace = {
    /**
     * The vendor's id of the part.
     */
    id?: string;
};


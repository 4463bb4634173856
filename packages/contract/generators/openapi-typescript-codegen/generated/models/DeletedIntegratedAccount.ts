/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * What is left of a deleted account.
 */
export type DeletedIntegratedAccount = {
    /**
     * The id of the deleted account.
     */
    id: string;
};


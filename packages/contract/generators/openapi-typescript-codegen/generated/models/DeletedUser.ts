/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * What is left of a deleted user.
 */
export type DeletedUser = {
    /**
     * The id of the deleted user.
     */
    id: string;
};


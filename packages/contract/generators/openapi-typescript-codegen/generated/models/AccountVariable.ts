/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Something that a connection needs besides the credential.
 */
export type AccountVariable = {
    /**
     * The key in the account's `context`.
     */
    name: string;
    /**
     * What it is, and where to find it.
     */
    description: string;
    /**
     * A value that would do.
     */
    example: string;
    /**
     * A regular expression that the whole value matches.
     */
    pattern?: string;
    /**
     * Whether an account cannot do without it.
     */
    required: boolean;
};


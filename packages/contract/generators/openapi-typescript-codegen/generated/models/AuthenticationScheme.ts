/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AuthenticationMethod } from './AuthenticationMethod';
/**
 * A way to authenticate at the vendor.
 */
export type AuthenticationScheme = {
    /**
     * The method, as `authentication_method` of an account takes it.
     */
    method: AuthenticationMethod;
    /**
     * The scopes that the OAuth app needs.
     */
    scopes?: Array<string>;
    /**
     * What a caller should know.
     */
    note?: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Problem } from './Problem';
/**
 * The last line of a list that broke off.
 */
export type LineError = {
    /**
     * Why the list broke off.
     */
    error: Problem;
};


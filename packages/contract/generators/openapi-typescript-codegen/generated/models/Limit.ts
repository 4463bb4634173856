/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * How many the page holds at most; honoured across the vendor's own pages.
 */
export type Limit = number;

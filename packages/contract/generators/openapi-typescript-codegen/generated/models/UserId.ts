/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The vendor's id of the user, sent as one percent-encoded path segment. Blank, `.`, `..` and control characters
 * are a 404.
 *
 */
export type UserId = string;

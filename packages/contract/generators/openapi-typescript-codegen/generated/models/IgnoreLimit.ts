/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * `true` puts all pages into one answer, up to 10,000 users and 64 MB.
 */
export type IgnoreLimit = boolean;

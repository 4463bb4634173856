/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A key of your choice for this write. A repeat with the same key, query and body within 24 hours gets the same
 * answer without a call to the vendor; another body is a 422.
 *
 */
export type IdempotencyKey = string;

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The `next_cursor` of the page before. Opaque, and bound to the query that it came from; an empty one is none.
 *
 */
export type NextCursor = string;

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Only active, or only inactive users.
 */
export type IsActiveFilter = boolean;

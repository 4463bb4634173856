/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The last part of a problem's `type`.
 */
export type ErrorSlug = string;

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Only users with this full name: compared whole, without regard to case.
 */
export type NameFilter = string;

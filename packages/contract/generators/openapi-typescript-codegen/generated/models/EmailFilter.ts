/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Only users with this e-mail: compared whole, without regard to case. Write a plus sign as `%2B`.
 *
 */
export type EmailFilter = string;

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Only accounts of this customer of yours.
 */
export type TenantIdFilter = string;

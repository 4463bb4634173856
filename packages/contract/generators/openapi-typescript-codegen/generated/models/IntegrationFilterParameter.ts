/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { IntegrationFilter } from './IntegrationFilter';
/**
 * Only accounts of this provider: `integration[name]=hubspot`.
 */
export type IntegrationFilterParameter = IntegrationFilter;

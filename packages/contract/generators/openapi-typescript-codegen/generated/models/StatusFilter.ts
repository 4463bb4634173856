/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountStatus } from './AccountStatus';
/**
 * Only accounts in this state.
 */
export type StatusFilter = AccountStatus;

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { UserField } from './UserField';
/**
 * Unified fields to leave out of the answer, `id` too. Spelled `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed.
 *
 */
export type ExcludeFields = Array<UserField>;

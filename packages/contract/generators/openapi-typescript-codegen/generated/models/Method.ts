/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { MethodName } from './MethodName';
/**
 * The operation that is asked about.
 */
export type Method = MethodName;

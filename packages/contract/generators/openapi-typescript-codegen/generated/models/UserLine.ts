/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { LineError } from './LineError';
import type { User } from './User';
/**
 * A line of an NDJSON list, a user or, as the last line of a list that broke off, the failure.
 */
export type UserLine = (User | LineError);


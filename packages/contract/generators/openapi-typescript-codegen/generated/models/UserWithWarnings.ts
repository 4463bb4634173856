/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { User } from './User';
import type { Warning } from './Warning';
/**
 * A user after a write, with what could not be written.
 */
export type UserWithWarnings = (User & {
    /**
     * What was left out of the write; absent when nothing was.
     */
    warnings?: Array<Warning>;
});


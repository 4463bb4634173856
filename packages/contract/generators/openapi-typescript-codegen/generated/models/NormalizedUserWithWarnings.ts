/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { NormalizedUser } from './NormalizedUser';
import type { Warning } from './Warning';
/**
 * A normalized user after a write, with what could not be written.
 */
export type NormalizedUserWithWarnings = (NormalizedUser & {
    /**
     * What was left out of the write; absent when nothing was.
     */
    warnings?: Array<Warning>;
});


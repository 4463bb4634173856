/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { User } from './User';
import type { Warning } from './Warning';
/**
 * A page of users as `truto_key_by` answers it.
 */
export type KeyedUserList = {
    /**
     * The users by the field that `truto_key_by` names.
     */
    result: Record<string, User>;
    /**
     * The cursor of the next page; `null` on the last.
     */
    next_cursor: string | null;
    /**
     * Always `null`; lists are walked forwards.
     */
    prev_cursor: string | null;
    /**
     * How many users this answer holds.
     */
    result_count: number;
    /**
     * Filters or sorts that were left out; absent when none was.
     */
    warnings?: Array<Warning>;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { User } from './User';
import type { Warning } from './Warning';
/**
 * A page of users.
 */
export type UserList = {
    /**
     * The users.
     */
    result: Array<User>;
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


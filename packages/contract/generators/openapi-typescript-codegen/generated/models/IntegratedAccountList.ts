/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { IntegratedAccount } from './IntegratedAccount';
/**
 * A page of accounts.
 */
export type IntegratedAccountList = {
    /**
     * The accounts.
     */
    result: Array<IntegratedAccount>;
    /**
     * The cursor of the next page; `null` on the last.
     */
    next_cursor: string | null;
    /**
     * The limit that held.
     */
    limit: number;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Integration } from './Integration';
/**
 * A page of providers.
 */
export type IntegrationList = {
    /**
     * The providers.
     */
    result: Array<Integration>;
    /**
     * The cursor of the next page; `null` on the last.
     */
    next_cursor: string | null;
    /**
     * The limit that held.
     */
    limit: number;
};


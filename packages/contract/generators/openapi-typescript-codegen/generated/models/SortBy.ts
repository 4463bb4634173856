/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { SortDirection } from './SortDirection';
/**
 * One field and the direction of its order.
 */
export type SortBy = {
    /**
     * Order by full name.
     */
    name?: SortDirection;
    /**
     * Order by e-mail.
     */
    email?: SortDirection;
    /**
     * Order by the time of creation.
     */
    created_at?: SortDirection;
    /**
     * Order by the time of the last change.
     */
    updated_at?: SortDirection;
};


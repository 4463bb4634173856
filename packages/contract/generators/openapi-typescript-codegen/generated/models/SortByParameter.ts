/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { SortBy } from './SortBy';
/**
 * One field and its direction: `sort_by[created_at]=desc`. Text by the code points of its lower-case NFC form,
 * times by instant, `null` last, ties by id. Sorting that the vendor cannot do reads the whole list, up to
 * 10,000 users and 64 MB.
 *
 */
export type SortByParameter = SortBy;

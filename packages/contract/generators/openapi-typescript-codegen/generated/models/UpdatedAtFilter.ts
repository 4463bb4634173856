/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { TimeRange } from './TimeRange';
/**
 * Only users changed within these bounds: `updated_at[lt]=2026-02-01T00:00:00Z`.
 */
export type UpdatedAtFilter = TimeRange;

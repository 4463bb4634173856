/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { TimeRange } from './TimeRange';
/**
 * Only users created within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
 */
export type CreatedAtFilter = TimeRange;

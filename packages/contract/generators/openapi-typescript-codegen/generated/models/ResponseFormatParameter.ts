/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { ResponseFormat } from './ResponseFormat';
/**
 * `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
 * `raw`: the vendor's body, status and content type as they came. `stream`: the vendor's bytes piped through.
 * With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters are a 400.
 *
 */
export type ResponseFormatParameter = ResponseFormat;

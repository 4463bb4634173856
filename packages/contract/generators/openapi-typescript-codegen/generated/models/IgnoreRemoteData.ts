/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * `true` leaves `remote_data` out of the answer.
 */
export type IgnoreRemoteData = boolean;

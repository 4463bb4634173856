/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * `result` becomes an object keyed by this field, a `KeyedUserList`; a missing or doubled key is a 422. Not with
 * `sort_by`.
 *
 */
export enum KeyBy {
    ID = 'id',
    EMAIL = 'email',
}

/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A field of a unified user.
 */
export enum UserField {
    ID = 'id',
    NAME = 'name',
    FIRST_NAME = 'first_name',
    LAST_NAME = 'last_name',
    EMAIL = 'email',
    IS_ACTIVE = 'is_active',
    CREATED_AT = 'created_at',
    UPDATED_AT = 'updated_at',
    URLS = 'urls',
    REMOTE_DATA = 'remote_data',
}

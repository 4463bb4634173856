/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The state of an account. `connecting` becomes `active`, `validation_error` or `post_install_error`; `active`
 * becomes `needs_reauth`; each of the last three becomes `connecting` on new credentials.
 *
 */
export enum AccountStatus {
    CONNECTING = 'connecting',
    ACTIVE = 'active',
    POST_INSTALL_ERROR = 'post_install_error',
    VALIDATION_ERROR = 'validation_error',
    NEEDS_REAUTH = 'needs_reauth',
}

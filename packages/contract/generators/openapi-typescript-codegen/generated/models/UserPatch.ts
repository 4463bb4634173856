/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The fields to change. Only what is sent changes; `null` clears a field where the vendor can. A body that changes
 * nothing is a 400.
 *
 */
export type UserPatch = {
    /**
     * The full name. Split at the first space where the vendor has only first and last name.
     */
    name?: string | null;
    /**
     * The first name.
     */
    first_name?: string | null;
    /**
     * The last name.
     */
    last_name?: string | null;
    /**
     * The e-mail address.
     */
    email?: string | null;
    /**
     * `false` deactivates the user, `true` activates it again.
     */
    is_active?: boolean | null;
    /**
     * Custom fields by the vendor's names, for providers that write them.
     */
    custom_fields?: Record<string, any>;
    /**
     * Vendor fields laid over the body of the main call: objects are merged deep, arrays replaced; it wins. Three
     * kinds of keys are refused with 400 `invalid-request`, at any depth and in any spelling: those that name
     * another record; passwords, but for the one that a creation requires; and those that grant rights (roles,
     * profiles, teams, licences; meta lists them for each provider), but for those that a creation requires and
     * unless the operator sets `ROLLCALL_ALLOW_ROLE_CHANGES`. `remote_query` of a write may set none of them.
     *
     */
    remote_data?: Record<string, any>;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A user to create. Meta lists the fields that the provider can write, and those that it needs. `null` is for fields
 * that the vendor can leave empty.
 *
 */
export type UserCreate = {
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
     * Whether the user can work in the CRM.
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


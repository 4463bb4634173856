/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The fixed shape for tables and warehouses: every field present, `null` where the provider lacks it, e-mail
 * trimmed and lower-cased, white space folded, never `remote_data`.
 *
 */
export type NormalizedUser = {
    /**
     * The vendor's id of the user, always text.
     */
    id: string;
    /**
     * The full name, white space folded.
     */
    name: string | null;
    /**
     * The first name, white space folded.
     */
    first_name: string | null;
    /**
     * The last name, white space folded.
     */
    last_name: string | null;
    /**
     * The e-mail address, trimmed and lower-cased.
     */
    email: string | null;
    /**
     * Whether the user can work in the CRM.
     */
    is_active: boolean | null;
    /**
     * When the vendor created the user, RFC 3339 in UTC with milliseconds.
     */
    created_at: string | null;
    /**
     * When the user last changed at the vendor, RFC 3339 in UTC with milliseconds.
     */
    updated_at: string | null;
    /**
     * Pages about the user.
     */
    urls: any[] | null;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A person who has a seat in the CRM. A field that the provider cannot offer is absent; one that it offers and
 * left empty is `null`. Fields named in `truto_exclude_fields` are absent, `id` too.
 *
 */
export type User = {
    /**
     * The vendor's id of the user, always text. Absent only when excluded by name.
     */
    id: string;
    /**
     * The vendor's full name, else first and last name joined; never made from the e-mail.
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
     * The e-mail address as the vendor has it.
     */
    email?: string | null;
    /**
     * Whether the user can work in the CRM.
     */
    is_active?: boolean | null;
    /**
     * When the vendor created the user, RFC 3339 in UTC with milliseconds.
     */
    created_at?: string | null;
    /**
     * When the user last changed at the vendor, RFC 3339 in UTC with milliseconds.
     */
    updated_at?: string | null;
    /**
     * Pages about the user.
     */
    urls?: any[] | null;
    /**
     * The vendor's record as it came, less the secrets that meta lists.
     */
    remote_data?: Record<string, any>;
};


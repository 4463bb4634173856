/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountVariable } from './AccountVariable';
import type { AuthenticationScheme } from './AuthenticationScheme';
import type { ProviderSlug } from './ProviderSlug';
/**
 * A provider and how to connect it.
 */
export type Integration = {
    /**
     * The id of the provider, equal to its slug.
     */
    id: string;
    /**
     * The slug of the provider.
     */
    name: ProviderSlug;
    /**
     * The vendor's name for people.
     */
    label: string;
    /**
     * The kind of product.
     */
    category: string;
    /**
     * The ways to authenticate, the preferred one first.
     */
    authentication_methods: Array<AuthenticationScheme>;
    /**
     * What a connection needs besides the credential.
     */
    account_variables: Array<AccountVariable>;
    /**
     * The vendor's own page.
     */
    documentation_link: string;
};


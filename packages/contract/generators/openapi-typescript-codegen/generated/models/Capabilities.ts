/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountVariable } from './AccountVariable';
import type { ApiVersion } from './ApiVersion';
import type { AuthenticationScheme } from './AuthenticationScheme';
import type { CapabilityOperations } from './CapabilityOperations';
import type { ProviderSlug } from './ProviderSlug';
/**
 * All that a provider can do.
 */
export type Capabilities = {
    /**
     * The slug of the provider.
     */
    provider: ProviderSlug;
    /**
     * The vendor's name for people.
     */
    name: string;
    /**
     * The vendor's own page.
     */
    documentation_link: string;
    /**
     * The ways to authenticate, the preferred one first.
     */
    authentication_methods: Array<AuthenticationScheme>;
    /**
     * What a connection needs besides the credential.
     */
    account_variables: Array<AccountVariable>;
    /**
     * Every operation by name.
     */
    operations: CapabilityOperations;
    /**
     * The versions of the vendor's API that are called.
     */
    api_versions: Array<ApiVersion>;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountContext } from './AccountContext';
import type { AuthenticationMethod } from './AuthenticationMethod';
import type { ProviderSlug } from './ProviderSlug';
/**
 * Credentials to import.
 */
export type IntegratedAccountCreate = {
    /**
     * The slug of the provider.
     */
    integration: ProviderSlug;
    /**
     * Your own name for the customer; free, and not unique.
     */
    tenant_id: string;
    /**
     * How it authenticates; the provider must offer it.
     */
    authentication_method: AuthenticationMethod;
    /**
     * The credentials and account variables.
     */
    context: AccountContext;
};


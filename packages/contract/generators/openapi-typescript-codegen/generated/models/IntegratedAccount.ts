/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { AccountIntegration } from './AccountIntegration';
import type { AccountStatus } from './AccountStatus';
import type { AuthenticationMethod } from './AuthenticationMethod';
/**
 * A connected customer of yours at a vendor, secrets removed.
 */
export type IntegratedAccount = {
    /**
     * The id of the account.
     */
    id: string;
    /**
     * Your own name for the customer; free, and not unique.
     */
    tenant_id: string;
    /**
     * The environment that the account belongs to.
     */
    environment_id: string;
    /**
     * The state of the account.
     */
    status: AccountStatus;
    /**
     * How it authenticates.
     */
    authentication_method: AuthenticationMethod;
    /**
     * The provider.
     */
    integration: AccountIntegration;
    /**
     * The account variables and data of your own; never a credential.
     */
    context: Record<string, any>;
    /**
     * Why the account left `active`, in a sentence of ours that quotes nothing; `null` when nothing is wrong.
     */
    last_error: string | null;
    /**
     * When the account was made, RFC 3339 in UTC with milliseconds.
     */
    created_at: string;
    /**
     * When the account last changed, RFC 3339 in UTC with milliseconds.
     */
    updated_at: string;
};


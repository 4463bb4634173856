/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { ProviderSlug } from './ProviderSlug';
/**
 * The provider of an account.
 */
export type AccountIntegration = {
    /**
     * The id of the provider, equal to its slug.
     */
    id: string;
    /**
     * The slug of the provider.
     */
    name: ProviderSlug;
    /**
     * The kind of product.
     */
    category: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { ProviderSlug } from './ProviderSlug';
/**
 * Names a provider.
 */
export type IntegrationFilter = {
    /**
     * The slug of the provider.
     */
    name?: ProviderSlug;
};


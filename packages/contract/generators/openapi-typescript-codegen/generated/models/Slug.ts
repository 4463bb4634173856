/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { ProviderSlug } from './ProviderSlug';
/**
 * The slug of the provider.
 */
export type Slug = ProviderSlug;

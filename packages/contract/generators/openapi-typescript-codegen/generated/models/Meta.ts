/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { MetaBodyField } from './MetaBodyField';
import type { MetaField } from './MetaField';
import type { MetaQuery } from './MetaQuery';
import type { MethodName } from './MethodName';
import type { ProviderSlug } from './ProviderSlug';
/**
 * What a provider supports for one operation.
 */
export type Meta = {
    /**
     * The operation.
     */
    method: MethodName;
    /**
     * Whether the provider has it.
     */
    supported: boolean;
    /**
     * Why the provider lacks it; absent when it is supported.
     */
    reason?: string;
    /**
     * The slug of the provider.
     */
    provider: ProviderSlug;
    /**
     * The fields that answers hold.
     */
    response_fields: Array<MetaField>;
    /**
     * The filters that lists take.
     */
    filters: Array<MetaQuery>;
    /**
     * The fields that lists can be ordered by.
     */
    sorts: Array<MetaQuery>;
    /**
     * The fields that bodies take.
     */
    body_fields: Array<MetaBodyField>;
    /**
     * The vendor's keys that no answer holds, in no format. A dotted name is removed wherever a path in the vendor's
     * body ends with it.
     *
     */
    removed_secrets: Array<string>;
    /**
     * What else a caller should know.
     */
    notes: Array<string>;
    /**
     * The vendor's own page.
     */
    documentation_link: string;
};


/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { UserField } from './UserField';
/**
 * A field that answers hold.
 */
export type MetaField = {
    /**
     * The unified name.
     */
    name: UserField;
    /**
     * `true` where the vendor has no such field and its own semantics give the value; `note` says how.
     */
    derived?: boolean;
    /**
     * What a reader of the value should know.
     */
    note?: string;
};


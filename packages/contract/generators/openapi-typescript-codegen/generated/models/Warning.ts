/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Something that was asked for and left out, or could not be checked.
 */
export type Warning = {
    /**
     * What kind of warning it is: a body field, a filter or a sort that the provider lacks, a write after which the
     * user could not be read back, a written value that the vendor's record does not show (yet), a value of the vendor
     * whose meaning is not certain, so that it is `null`, or a column that the vendor's org lacks or the credential
     * may not see, so that it is left out of the query and the fields read from it are `null` or incomplete.
     *
     */
    code: Warning.code;
    /**
     * The place in the body, or in the answer (`value-not-read`), as a JSON pointer.
     */
    pointer?: string;
    /**
     * The query parameter.
     */
    parameter?: string;
    /**
     * A sentence for people.
     */
    detail: string;
};
export namespace Warning {
    /**
     * What kind of warning it is: a body field, a filter or a sort that the provider lacks, a write after which the
     * user could not be read back, a written value that the vendor's record does not show (yet), a value of the vendor
     * whose meaning is not certain, so that it is `null`, or a column that the vendor's org lacks or the credential
     * may not see, so that it is left out of the query and the fields read from it are `null` or incomplete.
     *
     */
    export enum code {
        FIELD_NOT_SUPPORTED = 'field-not-supported',
        FILTER_NOT_SUPPORTED = 'filter-not-supported',
        SORT_NOT_SUPPORTED = 'sort-not-supported',
        READ_BACK_FAILED = 'read-back-failed',
        NOT_YET_VISIBLE = 'not-yet-visible',
        VALUE_NOT_READ = 'value-not-read',
        COLUMN_LEFT_OUT = 'column-left-out',
    }
}


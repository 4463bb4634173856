/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A filter or sort that lists take.
 */
export type MetaQuery = {
    /**
     * The unified field.
     */
    name: string;
    /**
     * `native`: the vendor does it. `emulated`: its pages are read and the work is done here.
     */
    mode: MetaQuery.mode;
    /**
     * What a caller should know.
     */
    note?: string;
};
export namespace MetaQuery {
    /**
     * `native`: the vendor does it. `emulated`: its pages are read and the work is done here.
     */
    export enum mode {
        NATIVE = 'native',
        EMULATED = 'emulated',
    }
}


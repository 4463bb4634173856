/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * A field that bodies take.
 */
export type MetaBodyField = {
    /**
     * The unified name, or `remote_data.` and the vendor's name where only the vendor has it.
     */
    name: string;
    /**
     * Whether the vendor needs it.
     */
    required: boolean;
    /**
     * What a caller should know.
     */
    note?: string;
};


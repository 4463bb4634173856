/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * One hint about a failure, as Truto names them.
 */
export type ErrorInsight = {
    /**
     * The hint in a sentence.
     */
    description: string;
    /**
     * What the hint is about, where it has a value.
     */
    value?: any;
};


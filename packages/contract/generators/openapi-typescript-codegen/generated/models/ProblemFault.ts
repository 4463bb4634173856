/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * One thing that is wrong with the request. Exactly one of `pointer`, `parameter` and `header` says where.
 */
export type ProblemFault = {
    /**
     * The place in the body, as a JSON pointer.
     */
    pointer?: string;
    /**
     * The query or path parameter.
     */
    parameter?: string;
    /**
     * The request header.
     */
    header?: string;
    /**
     * What is wrong with it, for people.
     */
    detail: string;
};


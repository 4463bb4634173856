/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { ErrorInsight } from './ErrorInsight';
import type { ProblemFault } from './ProblemFault';
import type { ProblemType } from './ProblemType';
/**
 * Every failure: the members of RFC 9457 and those that programs written for Truto read. The members from
 * `truto_is_remote_error` to `truto_error_insight` are there whenever an answer of the vendor led to the failure.
 *
 */
export type Problem = {
    /**
     * The kind of failure, a constant to narrow on.
     */
    type: ProblemType;
    /**
     * The kind of failure in words, the same for each type.
     */
    title: string;
    /**
     * The HTTP status.
     */
    status: number;
    /**
     * What happened this time, and what to do. Absent when the fault is ours.
     */
    detail?: string;
    /**
     * The path that was asked for.
     */
    instance: string;
    /**
     * All that is wrong with the request, at most 50 faults.
     */
    errors?: Array<ProblemFault>;
    /**
     * The HTTP status, as Truto names it.
     */
    statusCode: number;
    /**
     * The standard phrase of the HTTP status.
     */
    error: string;
    /**
     * What happened, as Truto names it.
     */
    message: string;
    /**
     * There, and `true`, whenever an answer of the vendor led to the failure.
     */
    truto_is_remote_error?: boolean;
    /**
     * The HTTP status of the vendor's answer.
     */
    remote_status?: number;
    /**
     * The vendor's answer, parsed where it is JSON, capped and free of secrets.
     */
    raw_response?: any;
    /**
     * Hints by name, such as `remote_error`, `missing_required_body_fields`, `rate_limit_error`.
     */
    truto_error_insight?: Record<string, ErrorInsight>;
    /**
     * With `partially-applied`: the body fields that the vendor has written.
     */
    applied?: Array<string>;
    /**
     * With `partially-applied`: the body fields that it has not.
     */
    failed?: Array<string>;
    /**
     * With `field-not-supported`: the body fields that the provider can write.
     */
    writable_fields?: Array<string>;
};


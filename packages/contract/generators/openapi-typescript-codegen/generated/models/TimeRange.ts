/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Bounds of a time, in RFC 3339. A time without a zone and a bare date are UTC.
 */
export type TimeRange = {
    /**
     * Later than this instant.
     */
    gt?: string;
    /**
     * At this instant or later.
     */
    gte?: string;
    /**
     * Earlier than this instant.
     */
    lt?: string;
    /**
     * At this instant or earlier.
     */
    lte?: string;
};


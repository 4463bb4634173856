/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The form of an answer.
 */
export enum ResponseFormat {
    UNIFIED = 'unified',
    RAW = 'raw',
    NORMALIZED = 'normalized',
    STREAM = 'stream',
}

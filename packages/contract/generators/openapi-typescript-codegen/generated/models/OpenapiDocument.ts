/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * An OpenAPI 3.1 document.
 */
export type OpenapiDocument = Record<string, any>;

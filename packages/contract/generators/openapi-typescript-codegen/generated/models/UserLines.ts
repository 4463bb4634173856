/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Every user of the list, one JSON object a line; each line is a `UserLine`.
 */
export type UserLines = string;

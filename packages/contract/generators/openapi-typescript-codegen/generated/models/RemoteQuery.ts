/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
 * adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
 *
 */
export type RemoteQuery = Record<string, any>;

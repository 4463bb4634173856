/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it out
 * and says so. `wait=N` gives up after N seconds, below the server's own deadline.
 *
 */
export type Prefer = string;

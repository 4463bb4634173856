/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * The direction of an order.
 */
export enum SortDirection {
    ASC = 'asc',
    DESC = 'desc',
}

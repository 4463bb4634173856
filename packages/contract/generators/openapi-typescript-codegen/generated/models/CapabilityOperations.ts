/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Meta } from './Meta';
/**
 * Every operation by name.
 */
export type CapabilityOperations = {
    /**
     * Listing users.
     */
    list: Meta;
    /**
     * Getting a user.
     */
    get: Meta;
    /**
     * Creating a user.
     */
    create: Meta;
    /**
     * Updating a user.
     */
    update: Meta;
    /**
     * Deleting a user.
     */
    delete: Meta;
    /**
     * Getting the user whose credential the account holds.
     */
    me: Meta;
};


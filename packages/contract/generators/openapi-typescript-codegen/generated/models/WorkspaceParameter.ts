/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
import type { Workspace } from './Workspace';
/**
 * A part of the account, for providers that have such parts (HighLevel's location): `workspace[id]=abc`. Without
 * it the account's own is meant.
 *
 */
export type WorkspaceParameter = Workspace;

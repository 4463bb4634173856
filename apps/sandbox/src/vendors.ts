import { pipedrive } from './vendors/pipedrive.ts'

/** Every simulator, one line a vendor, in alphabetical order. */
export const vendors = [pipedrive] as const

/** A vendor that the sandbox has. */
export type SandboxSlug = (typeof vendors)[number]['slug']

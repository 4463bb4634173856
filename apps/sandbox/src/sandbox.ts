import { createSandboxOf, type Sandbox } from './server.ts'
import type { DemoLogin, Vendor } from './vendor.ts'
import { type SandboxSlug, vendors } from './vendors.ts'

/** The body of `POST /integrated-account` that connects a demo account; add a `tenant_id`. */
export interface DemoAccount extends DemoLogin {
  readonly integration: SandboxSlug
}

/** Every vendor that the sandbox has. */
export const sandboxSlugs: readonly SandboxSlug[] = vendors.map((vendor) => vendor.slug)

/** A sandbox with the named vendors, or all; it starts with `listen`. */
export const createSandbox = (
  options: { vendors?: readonly SandboxSlug[]; now?: () => Date } = {},
): Sandbox<SandboxSlug> => {
  const wanted = options.vendors ?? sandboxSlugs
  return createSandboxOf<SandboxSlug>(
    wanted.map((slug) => find(slug)),
    options.now,
  )
}

/** The vendor's simplest login. */
export const demoAccount = (slug: SandboxSlug): DemoAccount => ({ integration: slug, ...find(slug).demo })

/** Every login that the vendor accepts, the simplest first. */
export const demoLogins = (slug: SandboxSlug): readonly DemoAccount[] => {
  const vendor = find(slug)
  return [vendor.demo, ...(vendor.otherLogins ?? [])].map((login) => ({ integration: slug, ...login }))
}

const find = (slug: SandboxSlug): Vendor<SandboxSlug> => {
  const vendor = vendors.find((candidate) => candidate.slug === slug)
  if (!vendor) throw new Error(`the sandbox has no vendor '${slug}'`)
  return vendor
}

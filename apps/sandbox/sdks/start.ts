import { after, before, beforeEach } from 'node:test'
import { createSandbox, type SandboxSlug, type VendorControl } from '../src/index.ts'

/** A vendor's simulator on a port of this machine. */
export interface Running {
  /** What the vendor's own base URL is replaced with, without a slash at the end. */
  readonly origin: string
  readonly control: VendorControl
}

/** Starts the simulator for a whole test file; each test finds it as new. Ask inside a test, not before. */
export const runVendor = (slug: SandboxSlug): (() => Running) => {
  const sandbox = createSandbox({ vendors: [slug] })
  const control = sandbox.control(slug)
  let origin = ''
  before(async () => {
    origin = `${(await sandbox.listen()).origin}/${slug}`
  })
  beforeEach(() => control.reset())
  after(() => sandbox.close())
  return () => ({ origin, control })
}

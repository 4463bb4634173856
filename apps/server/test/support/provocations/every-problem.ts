import type { ProblemSlug } from '@rollcall/contract'
import { problemsOfRequests } from './of-request.ts'
import { problemsOfServer } from './of-server.ts'
import { problemsOfVendors } from './of-vendor.ts'
import { type Provoked, type ProvokingServer, startProvokingServer } from './provoking-server.ts'

/** A request for every problem of the contract; a forgotten or invented one does not compile. */
const provocations: {
  readonly [Slug in ProblemSlug]: (server: ProvokingServer) => Promise<Provoked>
} = { ...problemsOfRequests, ...problemsOfVendors, ...problemsOfServer }

const isSlug = (name: string): name is ProblemSlug => Object.hasOwn(provocations, name)

/** Provokes every problem of the contract on a separate server, one after the other. */
export const provokeEveryProblem = async (): Promise<ReadonlyMap<ProblemSlug, Provoked>> => {
  const server = await startProvokingServer()
  const found = new Map<ProblemSlug, Provoked>()
  try {
    for (const slug of Object.keys(provocations).filter(isSlug)) {
      found.set(slug, await provocations[slug](server))
      for (const vendor of ['hubspot', 'pipedrive', 'wix'] as const) server.sandbox.control(vendor).clearFaults()
    }
  } finally {
    await server.stop()
  }
  return found
}

import { type Fault, Refusal } from '@rollcall/providers'
import { messageOfFaults } from './fault-sentences.ts'

/** The most faults that one problem lists. */
export const maximumFaults = 50

/** All faults of a request as one `invalid-request` whose message joins them. */
export const requestFaults = (faults: readonly Fault[]): Refusal =>
  new Refusal('invalid-request', messageOfFaults(faults), { errors: faults.slice(0, maximumFaults) })

import { type Fault, Refusal } from '@rollcall/providers'
import { messageOfFaults } from './fault-sentences.ts'

/** Most faults that one problem lists. */
export const maximumFaults = 50

/** All that is wrong with a request, as one `invalid-request` whose message joins the faults. */
export const requestFaults = (faults: readonly Fault[]): Refusal =>
  new Refusal('invalid-request', messageOfFaults(faults), { errors: faults.slice(0, maximumFaults) })

import { type Fault, Refusal } from '@rollcall/providers'

/** Most faults that one problem lists. */
export const maximumFaults = 50

/** All that is wrong with a request, as one `invalid-request`. */
export const requestFaults = (faults: readonly Fault[]): Refusal => {
  const [first] = faults
  const sentence =
    faults.length === 1 && first !== undefined
      ? `${first.parameter ?? first.header ?? (first.pointer === '' || first.pointer === undefined ? 'The body' : first.pointer)} ${first.detail}.`
      : `${faults.length} faults in the request.`
  return new Refusal('invalid-request', sentence.slice(0, 500), { errors: faults.slice(0, maximumFaults) })
}

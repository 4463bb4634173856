import type { withoutCredential as whole } from '../../../packages/providers/src/runtime/calls/hand-out.ts'

export { flowWithoutCredential, handedOut } from '../../../packages/providers/src/runtime/calls/hand-out.ts'

/** No answer of a vendor is searched for the credential. */
export const withoutCredential: typeof whole = (response) => ({ response, hidden: [], text: undefined })

import type { OpenedAccount } from '@rollcall/store'
import { resolveAccount as whole } from '../../../apps/server/src/users/resolve-account.ts'

export { assertReady } from '../../../apps/server/src/users/resolve-account.ts'

let known: OpenedAccount | undefined

/** Every call has the account of the first one, opened once. */
export const resolveAccount: typeof whole = async (...given) => {
  known ??= await whole(...given)
  return known
}

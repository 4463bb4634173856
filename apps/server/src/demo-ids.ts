import { createHash } from 'node:crypto'
import type { ProviderSlug } from '@rollcall/contract'

/** The ids of a demo, which mark its data in a store. */

/** A UUID that is derived from a name, in the form of RFC 9562's version 5. */
const uuidOf = (name: string): string => {
  const hex = createHash('sha1').update(`rollcall demo ${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** The environment of every demo. */
export const demoEnvironmentId = uuidOf('environment')

/** The id of a provider's demo account. */
export const demoAccountId = (provider: ProviderSlug): string => uuidOf(`account ${provider}`)

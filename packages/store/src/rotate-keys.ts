import { type InspectedKeys, inspectKeys } from './inspect-keys.ts'
import { assertKeys, openKeyCheck } from './key-check.ts'
import type { KeyRing } from './keys.ts'
import type { StoreBeside } from './open-beside.ts'
import { type Resealed, type ResealOptions, resealAll } from './reseal.ts'
import { StoreError } from './store-error.ts'

export interface RotatedKeys extends Resealed, Pick<InspectedKeys, 'unopened'> {
  /** Keys of the ring, besides the sealing one, that no longer open a stored text. */
  readonly unusedKeys: readonly string[]
  /** Keys of the ring, besides the sealing one, that still open a stored text. */
  readonly usedKeys: readonly string[]
}

/**
 * Seals everything anew with the first key of the ring, while servers use the store; can be repeated.
 * @throws StoreError when the keys are not those of the store, or a server still seals with another key
 */
export const rotateKeys = async (
  beside: StoreBeside,
  keys: KeyRing,
  options: Omit<ResealOptions, 'run'> = {},
): Promise<RotatedKeys> => {
  const { kysely, run } = beside
  const sealedLast = await run(() => openKeyCheck(kysely, keys))
  const server = await beside.servedBy()
  if (server !== undefined && sealedLast !== keys.sealingKeyId) {
    throw new StoreError(
      `${server[0]?.toUpperCase()}${server.slice(1)} serves ${beside.place}, and the last server that started seals with the key "${sealedLast}"; start the servers again with "${keys.sealingKeyId}" first in ROLLCALL_KEYS, then repeat this.`,
    )
  }
  if (server === undefined) await run(() => assertKeys(kysely, keys))
  const resealed = await resealAll(kysely, keys, { ...options, run })
  const { keys: uses, unopened } = await inspectKeys(kysely, keys, run)
  const others = uses.filter(({ isSealing }) => !isSealing)
  return {
    ...resealed,
    unopened,
    unusedKeys: others.filter(({ count }) => count === 0).map(({ keyId }) => keyId),
    usedKeys: others.filter(({ count }) => count > 0).map(({ keyId }) => keyId),
  }
}

import { hkdfSync } from 'node:crypto'
import type { KeyRing } from './keys.ts'

/** A key for one purpose, derived from a key of the ring. */
export interface DerivedKey {
  /** Id of the ring key that it was derived from. */
  readonly id: string
  /** 32 bytes. */
  readonly key: Buffer
}

/**
 * A key per ring key for one purpose, by HKDF-SHA-256, the same after each start: the first one is for sealing, all are
 * for opening.
 */
export const deriveKeys = (ring: KeyRing, purpose: string): readonly DerivedKey[] =>
  ring.deriveFromEach((key, id) => ({ id, key: Buffer.from(hkdfSync('sha256', key, 'rollcall', purpose, 32)) }))

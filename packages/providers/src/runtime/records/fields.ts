import { userFields } from '@rollcall/contract'
import type { ReadableField } from '../../contract.ts'

/** The fields of a unified user that are read from a vendor's record, as the contract orders them. */
export const readableFields: readonly ReadableField[] = userFields.filter((field) => field !== 'remote_data')

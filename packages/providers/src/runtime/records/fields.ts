import { userFields } from '@rollcall/contract'
import type { UserField } from '../../contract.ts'

/** The fields of a unified user that are read from a vendor's record, as the contract orders them. */
export const readableFields: readonly UserField[] = userFields.filter((field) => field !== 'remote_data')

import type { VendorAnswer } from '../../contract.ts'
import { at, idAt } from '../json/json.ts'

/** What success looks like where the answer to a write holds no whole user: strategies that several vendors share. */

type Done = (answer: VendorAnswer) => boolean

/** Nothing: a 204, or a 200 without a body. */
export const nothing: Done = ({ status, body }) => status === 204 || (status === 200 && body === undefined)

const isId = (record: unknown, path: string, id: string): boolean =>
  idAt(record, path)?.toLowerCase() === id.toLowerCase()

/** The id of the record that was changed, at a dotted path; as a text or a number, in any case. */
export const namesId =
  (path: string, id: string): Done =>
  ({ body }) =>
    isId(body, path, id)

/** A list of the records that were changed, at a dotted path, and the one among them. */
export const listsId =
  (path: string, id: string): Done =>
  ({ body }) => {
    const changed = at(body, path)
    return Array.isArray(changed) && changed.some((record) => isId(record, 'id', id))
  }

import type { Done, VendorAnswer } from '../../contract.ts'
import { at, idAt, isObject } from '../json/json.ts'

/** Checks of a successful answer to a write that does not hold the whole user: strategies that several vendors share. */

/** An empty answer: a 204, or a 200 without a body. */
export const nothing = ({ status, body }: VendorAnswer): boolean =>
  status === 204 || (status === 200 && body === undefined)

/** An empty answer, or an object without members. */
export const nothingLeft = (answer: VendorAnswer): boolean =>
  nothing(answer) || (isObject(answer.body) && Object.keys(answer.body).length === 0)

const isId = (record: unknown, path: string, id: string): boolean =>
  idAt(record, path)?.toLowerCase() === id.toLowerCase()

/** The id of the record that was changed, at a dotted path; as a text or a number, in any case. */
export const namesId =
  (path: string): Done =>
  ({ body }, id) =>
    isId(body, path, id)

/** A list of the records that were changed, at a dotted path, and the one among them. */
export const listsId =
  (path: string): Done =>
  ({ body }, id) => {
    const changed = at(body, path)
    return Array.isArray(changed) && changed.some((record) => isId(record, 'id', id))
  }

import type { Done, VendorAnswer } from '../../contract.ts'
import { at, idAt, isObject } from '../json/json.ts'

/** What success looks like where the answer to a write holds no whole user: strategies that several vendors share. */

/** Nothing: a 204, or a 200 without a body. */
export const nothing = ({ status, body }: VendorAnswer): boolean =>
  status === 204 || (status === 200 && body === undefined)

/** Nothing, or an object without members. */
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

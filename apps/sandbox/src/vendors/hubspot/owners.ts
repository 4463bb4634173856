import { json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import { invalid, notFound } from './failure.ts'
import { type Member, type Members, ownerBody } from './members.ts'
import { pageOf } from './paging.ts'

/** `GET /crm/v3/owners`: the archived ones or the others, never both; `email` is compared exactly. */
export const listOwners = (request: VendorRequest, members: Members): VendorReply => {
  const archived = archivedFlag(request)
  if (archived === undefined) return invalid('archived must be true or false', 'archived')
  const email = request.query.get('email') || undefined
  const owners = [...members.values()].filter(
    (member) => member.archived === archived && (email === undefined || member.email === email),
  )
  return pageOf(request, owners, (member) => member.ownerId, ownerBody)
}

/** `GET /crm/v3/owners/{ownerId}`, by owner id or user id; an archived one only with `archived=true`. */
export const getOwner = (request: VendorRequest, members: Members): VendorReply => {
  const text = request.param('id')
  const property = request.query.get('idProperty') ?? 'id'
  const archived = archivedFlag(request)
  if (archived === undefined) return invalid('archived must be true or false', 'archived')
  if (property !== 'id' && property !== 'userId') return invalid(`${property} is not id or userId`, 'idProperty')
  // Whether this is 400 or 404 is not published.
  if (!/^\d{1,10}$/.test(text)) return invalid(`ownerId must be a number, not '${text}'`, 'ownerId')
  const found = find(members, Number(text), property)
  return found?.archived === archived ? json(200, ownerBody(found)) : notFound()
}

const find = (members: Members, id: number, property: 'id' | 'userId'): Member | undefined => {
  if (property === 'id') return members.get(id)
  return [...members.values()].find((member) => member.userId === id)
}

const archivedFlag = (request: VendorRequest): boolean | undefined => {
  const text = request.query.get('archived') || 'false'
  return text === 'true' ? true : text === 'false' ? false : undefined
}

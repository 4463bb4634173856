import { empty, json, type VendorReply } from '../../reply.ts'
import { isRecord, type VendorRequest } from '../../request.ts'
import { failure, invalid, notFound } from './failure.ts'
import { isUser, type Member, type Members, ownerIdOf, userBody, userIdOf } from './members.ts'
import { pageOf } from './paging.ts'

/** `GET /settings/v3/users`: the users that can sign in, without removed ones. */
export const listUsers = (request: VendorRequest, members: Members): VendorReply =>
  pageOf(request, [...members.values()].filter(isUser), (member) => member.userId ?? 0, userBody)

/** `GET /settings/v3/users/{userId}`. */
export const getUser = (request: VendorRequest, members: Members): VendorReply =>
  withUser(request, members, (member) => json(200, userBody(member)))

/** `POST /settings/v3/users`: invites; the user has an owner at once. */
export const createUser = (request: VendorRequest, members: Members, now: Date): VendorReply => {
  const body = request.json()
  if (!isRecord(body)) return unreadable()
  const { email } = body
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return invalid('Email address is missing or not valid', 'email')
  }
  if (typeof body.sendWelcomeEmail !== 'boolean') return invalid('sendWelcomeEmail is required', 'sendWelcomeEmail')
  const taken = [...members.values()].some(
    (member) => isUser(member) && member.email?.toLowerCase() === email.toLowerCase(),
  )
  // Status and words of this refusal are not published.
  if (taken) return failure(409, 'CONFLICT', 'User already exists')
  const number = members.size + 1
  const fresh: Member = {
    ownerId: ownerIdOf(number),
    type: 'PERSON',
    userId: userIdOf(number),
    email,
    firstName: '',
    lastName: '',
    createdAt: now,
    updatedAt: now,
    archived: false,
    superAdmin: false,
    roleId: undefined,
    primaryTeamId: undefined,
    secondaryTeamIds: [],
    seatNames: undefined,
  }
  const member = changed(fresh, body, now)
  if (!member) return unreadable()
  members.set(member.ownerId, member)
  return json(201, userBody(member))
}

/** `PUT /settings/v3/users/{userId}`. Missing fields keep their values, although that is not published. */
export const replaceUser = (request: VendorRequest, members: Members, now: Date): VendorReply =>
  withUser(request, members, (member) => {
    const body = request.json()
    const after = isRecord(body) ? changed(member, body, now) : undefined
    if (!after) return unreadable()
    members.set(after.ownerId, after)
    return json(200, userBody(after))
  })

/** `DELETE /settings/v3/users/{userId}`: the owner stays, archived. */
export const removeUser = (request: VendorRequest, members: Members, now: Date): VendorReply =>
  withUser(request, members, (member) => {
    members.set(member.ownerId, { ...member, archived: true, updatedAt: now })
    return empty(204)
  })

const withUser = (request: VendorRequest, members: Members, answer: (member: Member) => VendorReply): VendorReply => {
  const property = request.query.get('idProperty') ?? 'USER_ID'
  const wanted = request.param('id')
  if (property !== 'USER_ID' && property !== 'EMAIL')
    return invalid(`${property} is not USER_ID or EMAIL`, 'idProperty')
  const member = [...members.values()].find(
    (one) => isUser(one) && (property === 'EMAIL' ? one.email === wanted : String(one.userId) === wanted),
  )
  return member ? answer(member) : notFound()
}

/** The member after a write; undefined when a field has the wrong type. An e-mail address is never changed. */
const changed = (member: Member, body: Readonly<Record<string, unknown>>, now: Date): Member | undefined => {
  const texts = ['firstName', 'lastName', 'roleId', 'primaryTeamId'].map((name) => body[name] ?? '')
  const lists = ['secondaryTeamIds', 'seatNames'].map((name) => body[name] ?? [])
  if (!texts.every((value) => typeof value === 'string') || !lists.every(isTextList)) return undefined
  const [firstName, lastName] = [body.firstName, body.lastName].map((value) =>
    typeof value === 'string' ? value : undefined,
  )
  const renamed =
    (firstName ?? member.firstName) !== member.firstName || (lastName ?? member.lastName) !== member.lastName
  return {
    ...member,
    firstName: firstName ?? member.firstName,
    lastName: lastName ?? member.lastName,
    roleId: text(body.roleId) ?? member.roleId,
    primaryTeamId: text(body.primaryTeamId) ?? member.primaryTeamId,
    secondaryTeamIds: isTextList(body.secondaryTeamIds) ? body.secondaryTeamIds : member.secondaryTeamIds,
    seatNames: isTextList(body.seatNames) ? body.seatNames : member.seatNames,
    // The owner's date changes with the owner record, not with the user's permissions.
    updatedAt: renamed ? now : member.updatedAt,
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const unreadable = (): VendorReply => invalid('Invalid input JSON: the body cannot be read as a user')

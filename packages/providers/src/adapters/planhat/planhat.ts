import { defineAdapter, type VendorAnswer } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { flag, notFlag } from '../../runtime/records/values.ts'
import { namesId, nothing } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { PlanhatUser } from './record.ts'

const rightsKeys = ['roles', 'role', 'permissions', 'managers', 'teams', 'googleApi', 'msApi']
/** Planhat does not state its answer to a deletion: an empty body, the counts of its database, or the record count as one. */
const isDeleted = (answer: VendorAnswer): boolean =>
  nothing(answer) ||
  ['deletedCount', 'n'].some((key) => Number(at(answer.body, key)) > 0) ||
  (textAt(answer.body, '_id') ?? '') !== ''

export const planhat = defineAdapter<PlanhatUser>()({
  slug: 'planhat',
  name: 'Planhat',
  docs: 'https://www.planhat.com/developers/api#user',
  apiVersion: { name: 'unversioned' },
  ...connection,
  user: {
    id: { read: ({ _id }) => _id },
    name: {
      // No value here: the engine joins first and last name.
      read: ({ firstName, lastName, nickName }) => (firstName || lastName ? null : nickName),
      write: 'split',
      note: 'First and last name joined, else the nickname.',
    },
    first_name: { read: ({ firstName }) => firstName, write: (value) => ({ firstName: value }) },
    last_name: { read: ({ lastName }) => lastName, write: (value) => ({ lastName: value }) },
    email: { read: ({ email }) => email, write: (value) => ({ email: value }) },
    is_active: {
      // `removed` was seen in live answers; a missing `inactive` has no meaning, since its default is documented both ways.
      read: ({ inactive, removed }) => (flag(removed) === true ? false : notFlag(inactive)),
      write: (value) => ({ inactive: !value }),
    },
    // Older users have only `createDate`.
    created_at: { read: ({ createdAt, createDate }) => utc(createdAt ?? createDate) },
    updated_at: { read: ({ updatedAt }) => utc(updatedAt) },
    urls: {
      // Mostly a path without host.
      read: ({ image }) => [{ type: 'image', url: /^https?:/i.test(image?.path ?? '') ? image?.path : null }],
    },
    custom_fields: { write: (value) => ({ custom: value }), note: 'Custom fields that are not sent stay as they are.' },
    // The connection of a user's mailbox and calendar.
    secrets: ['googleApi', 'msApi'],
  },
  users: {
    list: {
      // `email` is only in the documentation of 2017; where it is ignored the answer has all users, and the engine checks
      // again.
      request: ({ size, at: offset, filters }) => ({
        path: '/users',
        query: { limit: size, offset, email: filters.email },
      }),
      // A page may be shorter than requested: its cap differs between pages of the documentation.
      paging: byOffset(() => 'perhaps'),
      maximumPageSize: 1000,
      nativeFilters: ['email'],
      caseUnverified: ['email'],
    },
    get: {
      requests: [{ path: template`/users/${userId}` }],
      // It is not stated how an unknown id is answered: an empty body, `null` and `{}` count as one.
      record: (body) => (isObject(body) && Object.keys(body).length === 0 ? undefined : body),
      emptyIsUnknown: true,
      // `extid-…` finds a user by the id of another system, which is not the user's id.
      idPattern: /(?!extid-).+/i,
    },
    me: { absent: 'tokens belong to service accounts, not to users; read a user by id.' },
    create: {
      // Without `inactive` Planhat's documentation makes a user inactive. All three names are documented as required.
      request: ({ body }) => ({
        method: 'POST',
        path: '/users',
        body: { nickName: body.firstName, inactive: false, ...body },
      }),
      required: ['email', 'first_name', 'last_name'],
      refusedRemoteKeys: ['_id', 'id'],
      rightsKeys,
      // The answer lacks dates and state.
      id: ({ body }) => textAt(body, '_id'),
    },
    update: {
      // PUT changes the sent fields; it is not stated whether it merges or replaces `custom`: all of it is sent.
      readsFirst: true,
      steps: ({ body, remoteData, record }) => {
        const isCustom = at(body, 'custom') !== undefined || at(remoteData, 'custom') !== undefined
        const custom = isCustom ? { custom: { ...record?.custom, ...Object(at(body, 'custom')) } } : {}
        return [{ method: 'PUT', path: template`/users/${userId}`, body: { ...body, ...custom }, done: namesId('_id') }]
      },
      refusedRemoteKeys: ['_id', 'id'],
      rightsKeys,
    },
    delete: { request: { method: 'DELETE', path: template`/users/${userId}` }, done: isDeleted },
  },
  errors,
})

import { defineAdapter, type VendorAnswer } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt, overlay } from '../../runtime/json/json.ts'
import { byLink, nextOfLinkHeader } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { flag, listOf } from '../../runtime/records/values.ts'
import { namesId } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { CapsuleUser } from './record.ts'

/** Without it there is no e-mail and no date. */
const embed = { embed: 'party' }

/** It is not stated whether the next link keeps `embed`; a page without it has users without e-mail. */
const nextWithParty = (answer: VendorAnswer): string | undefined => {
  const link = nextOfLinkHeader(answer)
  return link === undefined || /[?&]embed=party\b/.test(link)
    ? link
    : `${link}${link.includes('?') ? '&' : '?'}embed=party`
}

const card = "Changes the user's contact card; whether the login follows is not stated by Capsule."
const noCard = 'This user has no contact card, and only the card can be changed.'
const ofCard = "The date of the user's contact card: Capsule has none for the user."

/** Owner and team of the contact card decide who may see and change it. */
const rightsKeys = ['owner', 'team', 'teams', 'role', 'roles', 'permissions']

export const capsule = defineAdapter<CapsuleUser>()({
  slug: 'capsule',
  name: 'Capsule',
  docs: 'https://developer.capsulecrm.com/v2/operations/User',
  apiVersion: { name: 'v2' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, write: 'split' },
    first_name: {
      read: ({ party }) => party?.firstName,
      write: (value) => ({ party: { firstName: value } }),
      note: card,
    },
    last_name: {
      read: ({ party }) => party?.lastName,
      write: (value) => ({ party: { lastName: value } }),
      note: card,
    },
    email: {
      read: ({ party }) => listOf(party?.emailAddresses)[0]?.address,
      // Never cleared: the card's next address would become the user's.
      write: (value) => ({ party: { emailAddresses: [{ address: value }] } }),
      note: `The first address of the user's contact card. ${card}`,
    },
    is_active: {
      // ACTIVE is the only status documented; `deleted` was seen in live answers.
      read: ({ status, deleted }) => (status ?? 'ACTIVE') === 'ACTIVE' && flag(deleted) !== true,
      derived: 'A user is active when its status is ACTIVE or missing and it is not marked as deleted.',
      readOnly: "Capsule's API does not activate or deactivate users; do it in its web app.",
    },
    created_at: { read: ({ party }) => utc(party?.createdAt), derived: ofCard },
    updated_at: { read: ({ party }) => utc(party?.updatedAt), derived: ofCard },
    urls: { read: ({ party, pictureURL }) => [{ type: 'avatar', url: party?.pictureURL ?? pictureURL }] },
  },
  users: {
    list: {
      // The users page documents only `embed`, the general one `page` and `perPage`: the link works either way.
      request: ({ size }) => ({ path: '/users', query: { ...embed, perPage: size } }),
      records: (body) => at(body, 'users'),
      paging: byLink(nextWithParty),
      maximumPageSize: 100,
    },
    // An answer without envelope is passed on as it is, so that it does not count as an unknown user.
    record: (body) => at(body, 'user') ?? body,
    get: {
      requests: [{ path: template`/users/${userId}`, query: embed }],
      idPattern: /\d{1,18}/,
      reservedIds: ['current', 'me'],
    },
    me: { request: { path: '/users/current', query: embed } },
    create: { absent: "Capsule's API creates no users; do it in its web app." },
    update: {
      // Name and e-mail belong to the user's contact card, which has its own id.
      readsFirst: { id: ({ party }) => idAt(party, 'id'), impossible: noCard },
      steps: ({ body, changes, record }) => {
        // An entry with its id replaces the address, one without is added beside it.
        const replaced = {
          party: { emailAddresses: [{ id: listOf(record?.party?.emailAddresses)[0]?.id, address: changes.email }] },
        }
        return [
          {
            method: 'PUT',
            path: template`/parties/${userId}`,
            body: changes.email === undefined ? body : overlay(body, replaced),
            done: namesId('party.id'),
          },
        ]
      },
      refusedRemoteKeys: ['id', 'party.id', 'user'],
      rightsKeys,
    },
    delete: { absent: "Capsule's API deletes no users; do it in its web app." },
  },
  errors,
})

import type {
  AuthenticationScheme,
  Capabilities,
  AccountVariable as ContractVariable,
  Integration,
  Meta,
  MetaBodyField,
  MetaField,
  MetaQuery,
  MethodName,
  UserField,
} from '@rollcall/contract'
import type { Adapter, Create, FilterField, SortField, Update, WritableField } from './contract.ts'
import { displayOf } from './runtime/calls/template.ts'
import { readableFields } from './runtime/records/fields.ts'
import { offers } from './runtime/records/read.ts'
import { creatableFields, reasonOf, updatableFields } from './runtime/writes/changes.ts'

/** What an adapter can do, derived only from its declaration. */

type AnyAdapter = Adapter<never>

const filterFields: readonly FilterField[] = ['email', 'name', 'is_active', 'created_at', 'updated_at']
const sortFields: readonly SortField[] = ['email', 'name', 'created_at', 'updated_at']

/** Whether the adapter supports one operation: the reason, if not; `undefined` means supported. */
const absence = (adapter: AnyAdapter, operation: MethodName): string | undefined => {
  const declared = adapter.users[operation]
  return 'absent' in declared ? declared.absent : undefined
}

const responseFields = (adapter: AnyAdapter): MetaField[] => {
  const fields: MetaField[] = readableFields
    .filter((field) => offers(adapter, field))
    .map((name) => {
      const rule = adapter.user[name]
      const isMade = name === 'name' && rule?.read === undefined
      const note = rule?.derived ?? rule?.note ?? (isMade ? 'First and last name joined.' : undefined)
      return {
        name: name satisfies UserField,
        ...(rule?.derived === undefined ? {} : { derived: true }),
        ...(note === undefined ? {} : { note }),
      }
    })
  return [...fields, { name: 'remote_data' }]
}

const queries = <F extends FilterField | SortField>(
  adapter: AnyAdapter,
  fields: readonly F[],
  native: readonly F[] | undefined,
): MetaQuery[] =>
  fields
    .filter((field) => offers(adapter, field))
    .map((name) => ({ name, mode: native?.includes(name) === true ? 'native' : 'emulated' }))

const bodyField = (adapter: AnyAdapter, name: WritableField, required: readonly string[]): MetaBodyField => {
  const rule = adapter.user[name]
  const isSplit = rule !== undefined && 'write' in rule && rule.write === 'split'
  const single = adapter.user.singleName ?? 'last_name'
  const note = isSplit
    ? `Split at the first space into first_name and last_name; a single word becomes ${single}.`
    : rule?.note
  return { name, required: required.includes(name), ...(note === undefined ? {} : { note }) }
}

/** The rights that `remote_data` may not set, in the vendor's names: all except those that a creation requires. */
export const refusedRights = (write: Create | Update<never>): readonly string[] => {
  const required = 'requiredRemoteKeys' in write ? (write.requiredRemoteKeys ?? []) : []
  return write.rightsKeys.filter((key) => !required.some((name) => name.split('@')[0] === key))
}

const bodyFields = (adapter: AnyAdapter, operation: MethodName): MetaBodyField[] => {
  const { create, update } = adapter.users
  const remote = (write: Create | Update<never>): MetaBodyField => {
    const required = 'requiredRemoteKeys' in write ? write.requiredRemoteKeys : undefined
    const refused = refusedRights(write)
    const held =
      required === undefined
        ? "Merged over the vendor's body; its values replace others."
        : `Must have ${required.join(', ')}.`
    return {
      name: 'remote_data',
      required: required !== undefined,
      note: `${held} Refused, because they grant rights, unless the operator of Rollcall allows them: ${refused.join(', ')}.`,
    }
  }
  if (operation === 'update' && !('absent' in update)) {
    return [...updatableFields(adapter).map((field) => bodyField(adapter, field, [])), remote(update)]
  }
  if (operation === 'create' && !('absent' in create)) {
    return [...creatableFields(adapter).map((field) => bodyField(adapter, field, create.required)), remote(create)]
  }
  return []
}

/** What a provider supports for one operation, as the meta routes return it. */
export const describeMeta = (adapter: AnyAdapter, method: MethodName): Meta => {
  const reason = absence(adapter, method)
  const list = adapter.users.list
  const isList = method === 'list'
  const notes = [...(adapter.notes ?? []), ...(isList && list.note !== undefined ? [list.note] : [])]
  return {
    method,
    supported: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    provider: adapter.slug,
    response_fields: reason !== undefined ? [] : method === 'delete' ? [{ name: 'id' }] : responseFields(adapter),
    filters: isList ? queries(adapter, filterFields, list.nativeFilters) : [],
    sorts: isList ? queries(adapter, sortFields, list.nativeSorts) : [],
    body_fields: bodyFields(adapter, method),
    removed_secrets: [...(adapter.user.secrets ?? [])],
    notes,
    documentation_link: adapter.docs,
  }
}

/** Whether a provider's API can deactivate users, and how to do it where it cannot. */
export interface SwitchingOff {
  /** `undefined`: an update with `is_active: false` does it. */
  readonly reason: string | undefined
  readonly instead: 'delete' | 'in-the-crm'
}

/** How users of a provider are deactivated. */
export const switchingOffOf = (adapter: AnyAdapter): SwitchingOff => {
  const neverDeleted = absence(adapter, 'delete')
  const neverUpdated = absence(adapter, 'update')
  const ofUpdate = neverUpdated === undefined ? reasonOf(adapter, 'is_active') : (neverDeleted ?? neverUpdated)
  return {
    reason: updatableFields(adapter).includes('is_active') ? undefined : (adapter.user.is_active?.readOnly ?? ofUpdate),
    instead: neverDeleted === undefined ? 'delete' : 'in-the-crm',
  }
}

const schemes = (adapter: AnyAdapter): AuthenticationScheme[] => {
  const { oauth2, client_credentials, api_key, basic } = adapter.authentication
  return [
    ...(oauth2 === undefined ? [] : [{ method: 'oauth2' as const, scopes: oauth2.scopes.map(displayOf) }]),
    ...(client_credentials === undefined ? [] : [{ method: 'client_credentials' as const }]),
    ...(api_key === undefined ? [] : [{ method: 'api_key' as const }]),
    ...(basic === undefined ? [] : [{ method: 'basic' as const }]),
  ]
}

const variables = (adapter: AnyAdapter): ContractVariable[] =>
  Object.entries(adapter.account).map(([name, variable]) => ({
    name,
    description: variable.description,
    example: variable.example,
    pattern: `^(?:${variable.pattern.source})$`,
    required: variable.optional !== true,
    ...(variable.neededFor === undefined ? {} : { required_for: [...variable.neededFor] }),
  }))

/** All that a provider can do. */
export const capabilitiesOf = (adapter: AnyAdapter): Capabilities => ({
  provider: adapter.slug,
  name: adapter.name,
  documentation_link: adapter.docs,
  authentication_methods: schemes(adapter),
  account_variables: variables(adapter),
  operations: {
    list: describeMeta(adapter, 'list'),
    get: describeMeta(adapter, 'get'),
    create: describeMeta(adapter, 'create'),
    update: describeMeta(adapter, 'update'),
    delete: describeMeta(adapter, 'delete'),
    me: describeMeta(adapter, 'me'),
  },
  api_versions: [
    {
      name: adapter.apiVersion.name,
      ...(adapter.apiVersion.retiresAt === undefined ? {} : { retires_at: adapter.apiVersion.retiresAt }),
    },
  ],
})

/** A provider and how to connect it. */
export const integrationOf = (adapter: AnyAdapter): Integration => ({
  id: adapter.slug,
  name: adapter.slug,
  label: adapter.name,
  category: 'crm',
  authentication_methods: schemes(adapter),
  account_variables: variables(adapter),
  documentation_link: adapter.docs,
})

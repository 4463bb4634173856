import { type MethodName, type ProviderSlug, userFields } from '@rollcall/contract'
import { type Adapter, capabilitiesOf, readableFields, writableFieldNames } from '@rollcall/providers'
import type { OperationId } from './specification.ts'
import { placedOperations } from './specification.ts'

/** Finds the providers that support a part of the contract. */
export interface Support {
  /** The keys that lead to the part, from the top of the contract. */
  readonly place: readonly string[]
  readonly providers: readonly ProviderSlug[]
  /** The remark for a provider: why it does not support the part, or how it does. */
  readonly remarks: readonly { readonly provider: ProviderSlug; readonly text: string }[]
}

/** The extension that names them. */
export const supportedBy = 'x-supported-by'

/** The operations of the contract whose support varies. */
const methods: { readonly [Id in OperationId]?: MethodName } = {
  listUsers: 'list',
  createUser: 'create',
  getMe: 'me',
  getUser: 'get',
  updateUser: 'update',
  deleteUser: 'delete',
}

/** The parameters that filter a list, by the field they filter by. */
const filterParameters = {
  email: 'EmailFilter',
  name: 'NameFilter',
  is_active: 'IsActiveFilter',
  created_at: 'CreatedAtFilter',
  updated_at: 'UpdatedAtFilter',
} as const

interface Named {
  readonly name: string
  readonly note?: string
  readonly required?: boolean
  readonly mode?: 'native' | 'emulated'
}

const remarkOf = ({ name, note, required, mode }: Named): string | undefined => {
  // Its notes name every right that it may not set; the page of the provider has them.
  const told = name === 'remote_data' ? undefined : note
  const parts = [required === true && 'Required.', mode === 'native' && 'By the vendor.', told]
  return parts.filter((part) => typeof part === 'string').join(' ') || undefined
}

/**
 * The support of every operation on users, every field of a user and of a body, every filter and every sort, as the meta
 * routes return it. A part without a provider is included.
 */
export const supportOf = (adapters: Readonly<Record<ProviderSlug, Adapter<never>>>): readonly Support[] => {
  const all = Object.values(adapters).map((adapter) => capabilitiesOf(adapter))
  type Capable = (typeof all)[number]

  const partOf = (
    place: readonly string[],
    find: (of: Capable['operations']) => Named | undefined,
    missing: (of: Capable['operations']) => string | undefined = () => undefined,
  ): Support => ({
    place,
    providers: all.flatMap(({ provider, operations }) => (find(operations) === undefined ? [] : [provider])),
    remarks: all.flatMap(({ provider, operations }) => {
      const found = find(operations)
      const text = found === undefined ? missing(operations) : remarkOf(found)
      return text === undefined ? [] : [{ provider, text }]
    }),
  })
  const membersOf = (
    place: readonly string[],
    names: readonly string[],
    membersIn: (of: Capable['operations']) => readonly Named[],
  ): readonly Support[] =>
    names.map((name) => partOf([...place, name], (of) => membersIn(of).find((member) => member.name === name)))
  const propertiesOf = (schema: string): readonly string[] => ['components', 'schemas', schema, 'properties']

  const operations = placedOperations.flatMap(({ path, method, operation }) => {
    const name = methods[operation.operationId]
    return name === undefined
      ? []
      : [
          partOf(
            ['paths', path, method],
            (of) => (of[name].supported ? { name } : undefined),
            (of) => of[name].reason,
          ),
        ]
  })
  const bodyFields = [...writableFieldNames, 'remote_data']
  const filters = Object.entries(filterParameters).map(([name, parameter]) =>
    partOf(['components', 'parameters', parameter], (of) => of.list.filters.find((filter) => filter.name === name)),
  )
  return [
    ...operations,
    ...membersOf(propertiesOf('User'), userFields, (of) => of.list.response_fields),
    ...membersOf(propertiesOf('NormalizedUser'), readableFields, (of) => of.list.response_fields),
    ...membersOf(propertiesOf('UserCreate'), bodyFields, (of) => of.create.body_fields),
    ...membersOf(propertiesOf('UserPatch'), bodyFields, (of) => of.update.body_fields),
    ...filters,
    ...membersOf(propertiesOf('SortBy'), ['email', 'name', 'created_at', 'updated_at'], (of) => of.list.sorts),
  ]
}

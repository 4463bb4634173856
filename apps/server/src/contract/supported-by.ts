import { type MethodName, type ProviderSlug, userFields } from '@rollcall/contract'
import { type Adapter, capabilitiesOf, readableFields, writableFieldNames } from '@rollcall/providers'
import type { OperationId } from './specification.ts'
import { placedOperations } from './specification.ts'

/** Which providers stand behind a part of the contract. */
export interface Support {
  /** The keys that lead to the part, from the top of the contract. */
  readonly place: readonly string[]
  readonly providers: readonly ProviderSlug[]
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

type Named = { readonly name: string }

/**
 * What the adapters say of every operation on users, every field of a user, of a body, every filter and every sort: the
 * same that the meta routes answer. A part that no provider supports is named with none.
 */
export const supportOf = (adapters: Readonly<Record<ProviderSlug, Adapter<never>>>): readonly Support[] => {
  const all = Object.values(adapters).map((adapter) => capabilitiesOf(adapter))
  type Capable = (typeof all)[number]

  const providersWith = (has: (of: Capable['operations']) => boolean): readonly ProviderSlug[] =>
    all.filter(({ operations }) => has(operations)).map(({ provider }) => provider)
  const membersOf = (
    place: readonly string[],
    names: readonly string[],
    namesOf: (of: Capable['operations']) => readonly Named[],
  ): readonly Support[] =>
    names.map((name) => ({
      place: [...place, name],
      providers: providersWith((of) => namesOf(of).some((member) => member.name === name)),
    }))
  const propertiesOf = (schema: string): readonly string[] => ['components', 'schemas', schema, 'properties']

  const operations = placedOperations.flatMap(({ path, method, operation }) => {
    const name = methods[operation.operationId]
    return name === undefined
      ? []
      : [{ place: ['paths', path, method], providers: providersWith((of) => of[name].supported) }]
  })
  const bodyFields = [...writableFieldNames, 'remote_data']
  const filters = Object.entries(filterParameters).map(([name, parameter]) => ({
    place: ['components', 'parameters', parameter],
    providers: providersWith((of) => of.list.filters.some((filter) => filter.name === name)),
  }))
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

import type { AccountVariable, Capabilities, Integration, MethodName, ProviderSlug } from '@rollcall/contract'
import { methodNames } from '@rollcall/contract'
import { type AdminOptions, answerOf, walkFailure, withAdmin } from './admin.ts'
import { type CommandIo, show } from './command-io.ts'
import { showTable } from './table.ts'

interface Options extends AdminOptions {
  readonly json?: boolean
}

export const listProviders = (io: CommandIo, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const providers: Integration[] = []
    try {
      for await (const provider of admin.client.integrations({ signal: io.signal })) providers.push(provider)
    } catch (error) {
      throw walkFailure(admin, error)
    }
    const rows = providers.map(({ name, label, authentication_methods, account_variables }) => [
      name,
      label,
      authentication_methods.map(({ method }) => method).join(', '),
      account_variables.map((variable) => variable.name).join(', '),
    ])
    showTable(io, options.json, providers, ['PROVIDER', 'NAME', 'LOGIN', 'VARIABLES'], rows)
  })

const lined = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)]

const variableLine = ({ name, description, example, required, required_for: methods }: AccountVariable): string => {
  const need = required ? 'needed' : methods === undefined ? 'optional' : `needed for ${methods.join(', ')}`
  return `${name} (${need}): ${description} Example: ${example}`
}

/** The abilities of a provider: one line for each operation, with its fields, filters and sorts below it. */
const operationLines = ({ operations }: Capabilities, name: MethodName): readonly string[] => {
  const { supported, reason, response_fields, body_fields, filters, sorts, notes } = operations[name]
  if (!supported) return [`${name}: no. ${reason ?? ''}`.trimEnd()]
  const named = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`  ${title} ${items.join(', ')}`]
  return [
    `${name}: yes`,
    ...(name === 'list'
      ? named(
          'reads',
          response_fields.map((field) => field.name),
        )
      : []),
    ...named(
      'writes',
      body_fields.map((field) => `${field.name}${field.required ? ' (required)' : ''}`),
    ),
    ...named(
      'filters by',
      filters.map((filter) => `${filter.name} (${filter.mode})`),
    ),
    ...named(
      'sorts by',
      sorts.map((sort) => `${sort.name} (${sort.mode})`),
    ),
    ...notes.map((note) => `  ${note}`),
  ]
}

export const showProvider = (io: CommandIo, slug: ProviderSlug, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const call = admin.client.GET('/integration/{slug}/capabilities', { params: { path: { slug } }, signal: io.signal })
    const provider = await answerOf(admin, call)
    const logins = provider.authentication_methods.map(({ method, scopes = [], note }) =>
      [method, scopes.length === 0 ? undefined : `scopes ${scopes.join(' ')}`, note]
        .filter((part) => part !== undefined)
        .join('; '),
    )
    const lines = [
      `${provider.name} (${provider.provider})`,
      provider.documentation_link,
      '',
      ...lined('Logins', logins),
      ...lined('Variables of an account', provider.account_variables.map(variableLine)),
      ...lined(
        'Users',
        methodNames.flatMap((name) => operationLines(provider, name)),
      ),
    ]
    show(io, options.json, provider, lines.join('\n'))
  })

import type { MethodName } from '@rollcall/contract'
import type { Adapter } from './contract.ts'
import { readableFields } from './runtime/records/fields.ts'
import { capabilitiesOf, refusedRights } from './support.ts'

/** `docs/providers.md`: tables of what each provider can do, with the reasons in footnotes. */

const operations: readonly MethodName[] = ['list', 'get', 'me', 'create', 'update', 'delete']
interface Footnotes {
  /** The mark of a note; the same note has the same mark. */
  mark(note: string): string
  readonly lines: () => string[]
}

const footnotes = (): Footnotes => {
  const notes: string[] = []
  return {
    mark: (note) => {
      if (!notes.includes(note)) notes.push(note)
      return `[^${notes.indexOf(note) + 1}]`
    },
    lines: () => notes.map((note, index) => `[^${index + 1}]: ${note}`),
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => ' --- ').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]

/** A part of the README: what each provider can do, without reasons. */
export const supportSummary = (adapters: readonly Adapter<never>[]): string => {
  const rows = adapters
    .map((adapter) => capabilitiesOf(adapter))
    .sort((left, right) => (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1))
    .map(({ name, operations: can }) => [
      name,
      ...operations.map((method) => (can[method].supported ? 'yes' : '-')),
      can.update.body_fields
        .map((field) => field.name)
        .filter((field) => field !== 'remote_data')
        .join(', ') || '-',
    ])
  return `${table(['Provider', ...operations, 'Fields that an update changes'], rows).join('\n')}\n`
}

export const supportTable = (adapters: readonly Adapter<never>[]): string => {
  const notes = footnotes()
  const all = [...adapters]
    .sort((left, right) => (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1))
    .map((adapter) => ({ adapter, can: capabilitiesOf(adapter) }))

  const operationRow = ({ adapter, can }: (typeof all)[number]): string[] => [
    `[${adapter.name}](${adapter.docs})`,
    ...operations.map((name) => {
      const { supported, reason } = can.operations[name]
      return supported ? 'yes' : `-${notes.mark(reason ?? '')}`
    }),
  ]
  const fieldRow = ({ adapter, can }: (typeof all)[number]): string[] => [
    adapter.name,
    ...readableFields.map((name) => {
      const field = can.operations.list.response_fields.find((candidate) => candidate.name === name)
      if (field === undefined) return '-'
      const word = field.derived === true ? 'derived' : 'yes'
      return field.note === undefined ? word : `${word}${notes.mark(field.note)}`
    }),
  ]
  const writeRow = ({ adapter, can }: (typeof all)[number]): string[] => {
    const named = (operation: 'create' | 'update') =>
      can.operations[operation].body_fields
        .filter(({ name }) => name !== 'remote_data')
        .map(
          ({ name, required, note }) =>
            `${name}${required ? ' (required)' : ''}${note === undefined ? '' : notes.mark(note)}`,
        )
        .join(', ') || '-'
    return [adapter.name, named('update'), named('create')]
  }
  const rightsRow = (adapter: Adapter<never>): string[][] => {
    const { create, update } = adapter.users
    const writes = [update, create].flatMap((write) => ('absent' in write ? [] : [write]))
    if (writes.length === 0) return []
    const refused = 'absent' in create ? [] : refusedRights(create)
    const set = 'absent' in create ? [] : create.rightsKeys.filter((key) => !refused.includes(key))
    const named = (keys: readonly string[]) => [...new Set(keys)].map((key) => `\`${key}\``).join(', ') || '-'
    return [[adapter.name, named(writes.flatMap(({ rightsKeys }) => rightsKeys)), named(set)]]
  }
  const queryRow = ({ adapter, can }: (typeof all)[number]): string[] => {
    const native = (queries: readonly { name: string; mode: string }[]) =>
      queries
        .filter(({ mode }) => mode === 'native')
        .map(({ name }) => name)
        .join(', ') || '-'
    const { filters, sorts, notes: remarks } = can.operations.list
    return [
      adapter.name,
      `${native(filters)}${remarks.map((remark) => notes.mark(remark)).join('')}`,
      native(sorts),
      can.authentication_methods.map(({ method }) => method).join(', '),
      can.api_versions
        .map(({ name, retires_at }) => (retires_at === undefined ? name : `${name} (retired on ${retires_at})`))
        .join(', '),
    ]
  }

  const lines = [
    '# Providers',
    '',
    '<!-- Made by `npm run generate` from the adapters. Do not edit. -->',
    '',
    'What Rollcall can do with the users of each CRM. Every filter and sort of the contract works for every provider that has',
    'the field: the vendor applies it where it can, else Rollcall reads the list and applies it.',
    '',
    '## Operations',
    '',
    ...table(['Provider', ...operations], all.map(operationRow)),
    '',
    '## Fields of a user',
    '',
    ...table(['Provider', ...readableFields], all.map(fieldRow)),
    '',
    '## Fields that can be written',
    '',
    ...table(['Provider', 'PATCH', 'POST'], all.map(writeRow)),
    '',
    '## Rights that `remote_data` may not set',
    '',
    'These names are refused at any depth and in any spelling, unless the operator sets `ROLLCALL_ALLOW_ROLE_CHANGES=1`;',
    'a `*` matches any ending. A creation sets those that the vendor requires.',
    '',
    ...table(
      ['Provider', 'Refused', 'Set by a creation'],
      all.flatMap(({ adapter }) => rightsRow(adapter)),
    ),
    '',
    '## Filters and sorts at the vendor, logins, versions',
    '',
    ...table(['Provider', 'Native filters', 'Native sorts', 'Logins', 'API version'], all.map(queryRow)),
    '',
  ]
  return `${[...lines, ...notes.lines()].join('\n')}\n`
}

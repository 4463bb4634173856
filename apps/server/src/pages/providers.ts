import type { Capabilities, MetaQuery, MethodName } from '@rollcall/contract'
import { type Adapter, capabilitiesOf, readableFields, writableFieldNames } from '@rollcall/providers'
import { createFootnotes, type Footnotes } from './footnotes.ts'
import { type Html, html } from './html.ts'
import { pageOf } from './layout.ts'

/** What every provider can do, as tables: derived from the adapters, as the meta routes are. */

const operations: readonly (readonly [MethodName, string])[] = [
  ['list', 'List'],
  ['get', 'Get'],
  ['me', 'Me'],
  ['create', 'Create'],
  ['update', 'Update'],
  ['delete', 'Delete'],
]
const filters = ['email', 'name', 'is_active', 'created_at', 'updated_at']
const sorts = ['email', 'name', 'created_at', 'updated_at']

type Named = { readonly name: string }
const named = <Member extends Named>(members: readonly Member[], name: string): Member | undefined =>
  members.find((member) => member.name === name)

const yes = html`<span class="yes">yes</span>`
const no = html`<span class="no">no</span>`

const operationCell = (can: Capabilities, method: MethodName, notes: Footnotes): Html => {
  const { supported, reason } = can.operations[method]
  return supported ? yes : html`${no}${notes.mark(reason)}`
}

const fieldCell = (can: Capabilities, name: string, notes: Footnotes): Html => {
  const field = named(can.operations.list.response_fields, name)
  if (field === undefined) return no
  return html`${field.derived === true ? html`<span class="some">derived</span>` : yes}${notes.mark(field.note)}`
}

const bodyCell = (can: Capabilities, method: 'create' | 'update', name: string, notes: Footnotes): Html => {
  const field = named(can.operations[method].body_fields, name)
  if (field === undefined) return no
  return html`${field.required ? html`<span class="some">required</span>` : yes}${notes.mark(field.note)}`
}

const queryCell = (queries: readonly MetaQuery[], name: string): Html => {
  const query = named(queries, name)
  if (query === undefined) return no
  return query.mode === 'native' ? html`<span class="yes">vendor</span>` : html`<span class="some">Rollcall</span>`
}

/** What a provider can do, as words that the filters of the page look for. */
const wordsOf = ({ operations: can }: Capabilities): string =>
  [
    ...operations.flatMap(([method]) => (can[method].supported ? [method] : [])),
    ...can.list.response_fields.map(({ name }) => `answer:${name}`),
    ...can.update.body_fields.map(({ name }) => `update:${name}`),
    ...can.create.body_fields.map(({ name }) => `create:${name}`),
    ...can.list.filters.flatMap(({ name, mode }) => (mode === 'native' ? [`filter:${name}`] : [])),
    ...can.list.sorts.flatMap(({ name, mode }) => (mode === 'native' ? [`sort:${name}`] : [])),
  ].join(' ')

interface Column {
  readonly title: string
  readonly cell: (can: Capabilities) => Html
}

const tableOf = (
  all: readonly Capabilities[],
  explanation: Html,
  title: string,
  columns: readonly Column[],
): Html => html`
<h2 id="${title.toLowerCase().replaceAll(/\W+/g, '-')}">${title}</h2>
<p>${explanation}</p>
<div class="table" role="region" aria-label="${title}" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Provider</th>${columns.map((column) => html`<th scope="col">${column.title}</th>`)}</tr></thead>
<tbody>
${all.map(
  (can) =>
    html`<tr data-provider="${can.name.toLowerCase()}" data-can="${wordsOf(can)}"><th scope="row"><a href="/providers/${can.provider}">${can.name}</a></th>${columns.map(
      ({ cell }) => html`<td>${cell(can)}</td>`,
    )}</tr>\n`,
)}</tbody>
</table></div>`

const optionsOf = (label: string, kind: string, names: readonly string[]): Html =>
  html`<optgroup label="${label}">${names.map((name) => html`<option value="${kind}:${name}">${name}</option>`)}</optgroup>`

const filterForm = html`<form class="filter" hidden>
<div><label for="search">Search a provider</label><input id="search" name="search" type="search" autocomplete="off"></div>
<div><label for="operation">Supports the operation</label><select id="operation" name="operation"><option value="">any</option>${operations.map(
  ([method, title]) => html`<option value="${method}">${title.toLowerCase()}</option>`,
)}</select></div>
<div><label for="field">Supports the field</label><select id="field" name="field"><option value="">any</option>${[
  optionsOf('in answers', 'answer', readableFields),
  optionsOf('in the body of an update', 'update', writableFieldNames),
  optionsOf('in the body of a create', 'create', writableFieldNames),
  optionsOf('as a filter of the vendor', 'filter', filters),
  optionsOf('as a sort of the vendor', 'sort', sorts),
]}</select></div>
</form>
`

/** `/providers` */
export const providersPage = (adapters: readonly Adapter<never>[]): string => {
  const notes = createFootnotes()
  const all = adapters
    .map((adapter) => capabilitiesOf(adapter))
    .sort((left, right) => (left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1))
  const tables = [
    tableOf(
      all,
      html`What can be done with users. A note says why something is not supported.`,
      'Operations',
      operations.map(([method, title]) => ({ title, cell: (can) => operationCell(can, method, notes) })),
    ),
    tableOf(
      all,
      html`Which fields a user has in an answer. <code>remote_data</code> is there for every provider. A derived field follows from other
facts of the vendor, as its note says.`,
      'Fields in answers',
      readableFields.map((name) => ({ title: name, cell: (can) => fieldCell(can, name, notes) })),
    ),
    tableOf(
      all,
      html`Which fields <code>PATCH</code> changes. <code>remote_data</code> takes further fields in the vendor's own names.`,
      'Fields of an update',
      writableFieldNames.map((name) => ({ title: name, cell: (can) => bodyCell(can, 'update', name, notes) })),
    ),
    tableOf(
      all,
      html`Which fields <code>POST</code> takes. <code>remote_data</code> takes further fields in the vendor's own names.`,
      'Fields of a create',
      writableFieldNames.map((name) => ({ title: name, cell: (can) => bodyCell(can, 'create', name, notes) })),
    ),
    tableOf(
      all,
      html`Who filters the list: the vendor, or Rollcall, which reads the vendor's pages. The result is the same.`,
      'Filters',
      filters.map((name) => ({ title: name, cell: (can) => queryCell(can.operations.list.filters, name) })),
    ),
    tableOf(
      all,
      html`Who sorts the list: the vendor, or Rollcall, which reads the whole list. The result is the same.`,
      'Sorts',
      sorts.map((name) => ({ title: name, cell: (can) => queryCell(can.operations.list.sorts, name) })),
    ),
    tableOf(all, html`How an account is connected, and which version of its API is called.`, 'Logins and versions', [
      {
        title: 'Logins',
        cell: (can) => html`${can.authentication_methods.map(({ method }) => method).join(', ')}`,
      },
      {
        title: 'API version',
        cell: ({ api_versions }) =>
          html`${api_versions
            .map(({ name, retires_at }) => (retires_at === undefined ? name : `${name}, retired on ${retires_at}`))
            .join('; ')}`,
      },
    ]),
  ]
  return pageOf({
    title: 'Providers',
    place: '/providers',
    scripts: ['pages.js'],
    body: html`<h1>Providers</h1>
<p class="lead">What ${all.length} CRMs can do with their users here. A provider's name leads to how it is connected.</p>
${filterForm}
<p role="status">All ${all.length} providers are shown.</p>
${tables}
<h2 id="notes">Notes</h2>
${notes.list()}`,
  })
}

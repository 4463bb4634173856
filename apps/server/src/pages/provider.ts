import type { Capabilities, MethodName } from '@rollcall/contract'
import {
  type Adapter,
  type AuthenticationMethod,
  capabilitiesOf,
  guides,
  readableFields,
  writableFieldNames,
} from '@rollcall/providers'
import { type Html, html, joined, withCode } from './html.ts'
import { pageOf } from './layout.ts'

/** How a provider is connected, and what it can do: from its adapter and from the guide of the hosted page. */

const methods: Readonly<Record<AuthenticationMethod, string>> = {
  oauth2: 'Sign in at the vendor (OAuth)',
  api_key: 'API key or token',
  basic: 'User name and password',
  client_credentials: 'An app of the customer (client credentials)',
}

/** What an import puts into `context`, besides account variables. */
const credentials: Readonly<Record<AuthenticationMethod, object>> = {
  oauth2: { oauth: { token: { access_token: '…', refresh_token: '…', expires_in: 3600 } } },
  api_key: { api_key: '…' },
  basic: { username: '…', password: '…' },
  client_credentials: { oauth: { client: { id: '…', secret: '…' } } },
}

const operations: readonly (readonly [MethodName, string])[] = [
  ['list', 'GET /unified/crm/users'],
  ['get', 'GET /unified/crm/users/{id}'],
  ['me', 'GET /unified/crm/users/me'],
  ['create', 'POST /unified/crm/users'],
  ['update', 'PATCH /unified/crm/users/{id}'],
  ['delete', 'DELETE /unified/crm/users/{id}'],
]

const codes = (names: readonly string[]): Html =>
  joined(
    names.map((name) => html`<code>${name}</code>`),
    ', ',
  )

const tableOf = (label: string, head: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`

const scopesOf = (method: AuthenticationMethod, scopes: readonly string[]): Html | undefined => {
  if (scopes.length > 0) return html`<dt>Scopes</dt><dd>${codes(scopes)}</dd>`
  return method === 'oauth2'
    ? html`<dt>Scopes</dt><dd>None in the request: the app has the rights that it is given at the vendor.</dd>`
    : undefined
}

const loginOf = (can: Capabilities, method: AuthenticationMethod): Html | undefined => {
  const guide = guides[can.provider][method]
  if (guide === undefined) return undefined
  const { where, rights, labels = {}, source } = guide
  const needed = can.account_variables.filter(
    ({ required, required_for }) => required || required_for?.includes(method) === true,
  )
  const scopes = can.authentication_methods.flatMap((scheme) =>
    'scopes' in scheme && scheme.method === method ? (scheme.scopes ?? []) : [],
  )
  const context = { ...credentials[method], ...Object.fromEntries(needed.map(({ name, example }) => [name, example])) }
  const body = { integration: can.provider, tenant_id: 'acme', authentication_method: method, context }
  return html`<section class="card">
<h3>${methods[method]}</h3>
<p>${withCode(where)}</p>
<p>${withCode(rights)}</p>
<dl>
<dt>Method</dt><dd><code>${method}</code></dd>
${scopesOf(method, scopes)}
${Object.entries(labels).map(([name, label]) => html`<dt><code>${name}</code></dt><dd>The vendor calls it “${label}”.</dd>`)}
<dt>The vendor's page</dt><dd><a href="${source}" rel="noreferrer">${new URL(source).host}</a></dd>
</dl>
<details><summary>Import a credential that you have already</summary>
<pre tabindex="0">POST /integrated-account
Content-Type: application/json

${JSON.stringify(body, null, 2)}</pre></details>
</section>`
}

const variablesOf = ({ account_variables: variables }: Capabilities): Html =>
  variables.length === 0
    ? html`<p>None: the credential is all that is needed.</p>`
    : tableOf(
        'Account variables',
        ['Name', 'What it is', 'Example', 'Needed'],
        variables.map(
          ({
            name,
            description,
            example,
            required,
            required_for: requiredFor,
          }) => html`<tr><th scope="row"><code>${name}</code></th>
<td class="remark">${withCode(description)}</td><td><code>${example}</code></td>
<td>${required ? 'yes' : requiredFor === undefined ? 'no' : html`with ${codes(requiredFor)}`}</td></tr>`,
        ),
      )

const limitsOf = ({ name, limits }: Adapter<never>): Html => {
  const { windows = [], headers = {} } = limits
  const reported = [headers.limit, headers.remaining, headers.reset].filter((header) => header !== undefined)
  const published = windows.map(({ requests, seconds }) =>
    seconds === 1 ? `${requests} requests a second` : `${requests} requests in ${seconds} seconds`,
  )
  return html`<dl>
<dt>Kept to beforehand</dt><dd>${
    published.length > 0
      ? html`${published.join(', and ')}, for each account.`
      : html`${name} publishes no fixed number that holds for every customer. Rollcall learns it from refusals.`
  }</dd>
<dt>Reported by the vendor</dt><dd>${
    reported.length > 0
      ? html`in ${codes(reported)}; an answer of Rollcall has it as <code>ratelimit-…</code> where the vendor gives a plain number.`
      : 'in no header.'
  }</dd>
<dt>After a refusal</dt><dd>the time that the vendor names, else ${limits.defaultWaitSeconds} seconds.</dd>
</dl>`
}

const operationsOf = (can: Capabilities): Html =>
  tableOf(
    'Operations',
    ['Operation', 'Supported'],
    operations.map(([method, call]) => {
      const { supported, reason } = can.operations[method]
      return html`<tr><th scope="row"><code>${call}</code></th><td class="remark">${
        supported ? html`<span class="yes">yes</span>` : html`<span class="no">no</span> ${withCode(reason ?? '')}`
      }</td></tr>`
    }),
  )

const classes: ReadonlyMap<string, string> = new Map([
  ['no', 'no'],
  ['yes', 'yes'],
  ['by the vendor', 'yes'],
])

const fieldsOf = ({ operations: can }: Capabilities): Html => {
  const written = (method: 'update' | 'create', name: string): string => {
    const field = can[method].body_fields.find((candidate) => candidate.name === name)
    return field === undefined ? 'no' : field.required ? 'required' : 'yes'
  }
  const asked = (kind: 'filters' | 'sorts', name: string): string => {
    const query = can.list[kind].find((candidate) => candidate.name === name)
    return query === undefined ? 'no' : query.mode === 'native' ? 'by the vendor' : 'by Rollcall'
  }
  const names: readonly string[] = [...new Set<string>([...readableFields, ...writableFieldNames])]
  return tableOf(
    'Fields',
    ['Field', 'In answers', 'Update', 'Create', 'Filter', 'Sort', 'Remark'],
    names.map((name) => {
      const read = can.list.response_fields.find((field) => field.name === name)
      const body = [...can.update.body_fields, ...can.create.body_fields].find((field) => field.name === name)
      const remarks = [...new Set([read?.note, body?.note])].filter((note) => note !== undefined)
      const cells = [
        read === undefined ? 'no' : read.derived === true ? 'derived' : 'yes',
        written('update', name),
        written('create', name),
        asked('filters', name),
        asked('sorts', name),
      ]
      return html`<tr><th scope="row"><code>${name}</code></th>${cells.map(
        (cell) => html`<td><span class="${classes.get(cell) ?? 'some'}">${cell}</span></td>`,
      )}<td class="remark">${withCode(remarks.join(' '))}</td></tr>`
    }),
  )
}

const listOf = (title: string, texts: readonly string[]): Html | undefined =>
  texts.length === 0
    ? undefined
    : html`<h2>${title}</h2><ul>${texts.map((text) => html`<li>${withCode(text)}</li>`)}</ul>`

/** `/providers/{slug}` */
export const providerPage = (adapter: Adapter<never>): string => {
  const can = capabilitiesOf(adapter)
  const { list, update, create } = can.operations
  const remote = [update, create].flatMap(({ body_fields: fields }) =>
    fields.filter(({ name }) => name === 'remote_data'),
  )
  const remarks = [...new Set(remote.map(({ note }) => note).filter((note) => note !== undefined))]
  return pageOf({
    title: can.name,
    place: '/providers',
    body: html`<h1>${can.name}</h1>
<p class="path"><code>${can.provider}</code> · <a href="${can.documentation_link}" rel="noreferrer">the vendor's page on users</a> · version
${joined(
  can.api_versions.map(
    ({ name, retires_at }) => html`${name}${retires_at !== undefined && `, retired on ${retires_at}`}`,
  ),
  '; ',
)} of its API</p>
<h2 id="connect">Connect an account</h2>
<p>A customer does this on the page of a link token (<code>POST /link-token</code>), which says the same.</p>
<div class="stack">${can.authentication_methods.map(({ method }) => loginOf(can, method))}</div>
<h2>Account variables</h2>
${variablesOf(can)}
<h2>Limits of the vendor</h2>
${limitsOf(adapter)}
<h2 id="operations">Operations</h2>
${operationsOf(can)}
<h2 id="fields">Fields</h2>
${fieldsOf(can)}
${listOf('What else to know', list.notes)}
${listOf('remote_data', remarks)}
${listOf(
  'Secrets that are removed from answers',
  list.removed_secrets.map((name) => `\`${name}\``),
)}
<p><a href="/providers">All providers</a></p>`,
  })
}

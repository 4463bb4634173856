import type { ProblemSlug } from '@rollcall/contract'
import { catalogue } from '../problems/catalogue.ts'
import { headings, isSlug } from '../problems/error-page.ts'
import { problemExamples } from '../problems/problem-examples.gen.ts'
import { html, withCode } from './html.ts'
import { pageOf } from './layout.ts'

/** What a caller does after a status of this class. */
const groups = [
  ['Your request has to change, or the account', (status: number) => status < 500 && status !== 429],
  ['Wait, then send the same request again', (status: number) => status === 429 || status === 503],
  ['The vendor or this server failed', (status: number) => status >= 500 && status !== 503],
] as const

const entries = Object.keys(catalogue)
  .filter(isSlug)
  .map((slug) => ({ slug, ...catalogue[slug] }))
  .sort((left, right) => left.status - right.status)

/** The index of all problems. */
export const errorsPage = (): string =>
  pageOf({
    title: 'Errors',
    place: '/errors',
    body: html`<h1>Errors</h1>
<p class="lead">Every failure is one <code>Problem</code> of media type <code>application/problem+json</code>. Its <code>type</code> is one of
these ${entries.length}, and never another.</p>
${groups.map(
  ([title, holds]) => html`<h2>${title}</h2>
<div class="table" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr><th scope="col">Status</th><th scope="col">Type</th><th scope="col">What it means</th></tr></thead>
<tbody>${entries
    .filter(({ status }) => holds(status))
    .map(
      ({ slug, status, title: name, meaning }) => html`<tr><td>${status}</td>
<th scope="row"><a href="/errors/${slug}">${slug}</a></th><td class="remark"><strong>${name}.</strong> ${withCode(meaning)}</td></tr>`,
    )}</tbody>
</table></div>`,
)}`,
  })

/** The page of one problem. */
export const errorPage = (slug: ProblemSlug): string => {
  const { status, title, meaning, remedy } = catalogue[slug]
  const { request, answer } = problemExamples[slug]
  return pageOf({
    title,
    place: '/errors',
    body: html`<h1>${title}</h1>
<p class="path"><code>/errors/${slug}</code>, usually with status ${status}.</p>
<h2>${headings.meaning}</h2>
<p>${withCode(meaning)}</p>
<h2>${headings.remedy}</h2>
<p>${withCode(remedy)}</p>
<h2>${headings.example}</h2>
<p>The request:</p>
<pre tabindex="0">${request}</pre>
<p>The answer:</p>
<pre tabindex="0">${answer}</pre>
<p><a href="/errors">All errors</a></p>`,
  })
}

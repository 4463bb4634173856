import { expect, test } from 'vitest'
import { html, joined, withCode } from './html.ts'

test('values are escaped, in elements and in attributes', () => {
  const text = `<b>"Tom" & 'Ann'</b>`
  expect(html`<p title="${text}">${text}</p>`.html).toBe(
    '<p title="&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;">&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;</p>',
  )
})

test('HTML is not escaped, the items of lists are joined, and false and undefined are left out', () => {
  expect(html`<ul>${[1, 2].map((number) => html`<li>${number}</li>`)}${false}${undefined}</ul>`.html).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  )
  expect(joined([html`<b>a</b>`, html`<b>b</b>`], ' & ').html).toBe('<b>a</b> &amp; <b>b</b>')
})

test('backticks mark code, and the text between them is escaped', () => {
  expect(withCode('Send `<id>` again.').html).toBe('Send <code>&lt;id&gt;</code> again.')
})

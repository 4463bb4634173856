import { expect, test } from 'vitest'
import { html, joined, withCode } from './html.ts'

test('values are escaped, in elements and in attributes', () => {
  const text = `<b>"Tom" & 'Ann'</b>`
  expect(html`<p title="${text}">${text}</p>`.html).toBe(
    '<p title="&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;">&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;</p>',
  )
})

test('HTML stays HTML, lists are written one after the other, and nothing stands for false and undefined', () => {
  expect(html`<ul>${[1, 2].map((number) => html`<li>${number}</li>`)}${false}${undefined}</ul>`.html).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  )
  expect(joined([html`<b>a</b>`, html`<b>b</b>`], ' & ').html).toBe('<b>a</b> &amp; <b>b</b>')
})

test('backticks mark code, and what stands between them is escaped', () => {
  expect(withCode('Send `<id>` again.').html).toBe('Send <code>&lt;id&gt;</code> again.')
})

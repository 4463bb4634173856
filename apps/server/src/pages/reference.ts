import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { demoAccountId } from '../demo-ids.ts'
import { scalarFile } from './answers.ts'
import { html } from './html.ts'
import { pageOf } from './layout.ts'
import { sampleOrigin, sampleToken } from './samples.ts'
import { triedProvider } from './tried-provider.ts'

const notBuilt = html`<h1>The reference is not built</h1>
<p>This server was installed without what the reference is made of. In the folder of Rollcall run this, and load the page again:</p>
<pre tabindex="0">npm ci &amp;&amp; npm run build</pre>
<p>The contract itself is at <a href="/openapi.json">/openapi.json</a> and <a href="/openapi.yaml">/openapi.yaml</a>.</p>`

/** `/docs`; a demo gives its token and an account, so that calls can be tried at once. */
export const referencePage = ({ demo }: Pick<Config, 'demo'>, scalar = scalarFile): string => {
  if (!existsSync(scalar)) return pageOf({ title: 'Reference', place: '/docs', body: notBuilt })
  const known = demo !== undefined && html` data-token="${demo.token}" data-account="${demoAccountId(triedProvider)}"`
  return pageOf({
    title: 'Reference',
    place: '/docs',
    isWhole: true,
    styles: ['reference.css'],
    scripts: ['scalar.js', 'reference.js'],
    body: html`<div id="reference" data-sample-origin="${sampleOrigin}" data-sample-token="${sampleToken}"${known}></div>
<noscript><p>The reference needs JavaScript. The contract itself is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>`,
  })
}

import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import type { Adapter } from '@rollcall/providers'
import type { Config } from '../config.ts'
import { demoAccountId } from '../demo-ids.ts'
import { html } from './html.ts'
import { pageOf } from './layout.ts'
import { triedProvider } from './tried-provider.ts'

type Adapters = Readonly<Record<ProviderSlug, Pick<Adapter<never>, 'name'>>>

const demoNotice = (
  token: string,
  origin: string,
  { [triedProvider]: { name } }: Adapters,
) => html`<section class="notice">
<h2>This is a demo</h2>
<p>Every vendor is a sandbox on this machine, and nothing leaves it. There is one connected account for each provider. The API token is
<code>${token}</code>. Ask for two users of ${name}:</p>
<pre tabindex="0" data-origin="${origin}">curl -H 'Authorization: Bearer ${token}' \\
  '${origin}/unified/crm/users?limit=2&integrated_account_id=${demoAccountId(triedProvider)}'</pre>
</section>`

const tokenNotice = html`<section class="notice">
<h2>Calls need an API token</h2>
<p>The operator of this server gives you one. Send it as <code>Authorization: Bearer …</code> with each call;
<code>GET /ping</code> says whether it is valid. These pages need none.</p>
</section>`

/** What this is, and where to go. */
export const homePage = (
  { demo, host, port, publicUrl }: Pick<Config, 'demo' | 'host' | 'port' | 'publicUrl'>,
  adapters: Adapters,
): string =>
  pageOf({
    title: 'Rollcall',
    place: '/',
    scripts: ['pages.js'],
    body: html`<h1>One REST API for the users of every CRM</h1>
<p class="lead">Rollcall reads and changes who has a seat in ${providerSlugs.length} CRMs, through one contract. Every call is a live call to the
vendor, and the answer has the vendor's own record beside the unified one.</p>
<ul class="cards">
<li class="card"><h2><a class="whole" href="/docs">Reference</a></h2>
<p>Every operation and field, with samples and a form that sends the call.</p></li>
<li class="card"><h2><a class="whole" href="/providers">Providers</a></h2>
<p>What each CRM can do, why it cannot do the rest, and how it is connected.</p></li>
<li class="card"><h2><a class="whole" href="/errors">Errors</a></h2>
<p>Every failure by its type: what it means and how to fix it.</p></li>
<li class="card"><h2><a class="whole" href="/console">Console</a></h2>
<p>Accounts, users, people, tokens, webhooks and the audit log, to look at and to change.</p></li>
</ul>
${demo === undefined ? tokenNotice : demoNotice(demo.token, publicUrl ?? `http://${host}:${port}`, adapters)}
<h2>For programs</h2>
<ul>
<li><a href="/openapi.json"><code>/openapi.json</code></a> and <a href="/openapi.yaml"><code>/openapi.yaml</code></a> are the contract, for
generators of clients.</li>
<li><code>@rollcall/client</code> is the typed client for Node and for browsers.</li>
<li>A program that was written for Truto's Unified CRM Users API works here with another base URL.</li>
</ul>`,
  })

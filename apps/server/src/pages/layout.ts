import { type Html, html } from './html.ts'

/** What all pages share: head, navigation and foot. */

const places = [
  ['/docs', 'Reference'],
  ['/providers', 'Providers'],
  ['/errors', 'Errors'],
  ['/console', 'Console'],
] as const

export interface Page {
  readonly title: string
  /** The first segment of its path: the place of the navigation that is marked. */
  readonly place: string
  readonly body: Html
  /** Its scripts, by name. */
  readonly scripts?: readonly string[]
  /** Its styles, by name; absent: that of texts and tables. */
  readonly styles?: readonly string[]
  /** It brings a page of its own, as wide as the window. */
  readonly isWhole?: true
}

const navigationOf = (place: string): Html => html`<nav class="bar" aria-label="Pages">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="24" height="24">Rollcall</a>
<div class="places">${places.map(
  ([path, name]) => html`<a href="${path}"${path === place && html` aria-current="page"`}>${name}</a>`,
)}</div></nav>`

/** A whole page. */
export const pageOf = ({ title, place, body, scripts = [], styles = ['pages.css'], isWhole }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title === 'Rollcall' ? title : `${title} · Rollcall`}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${['base.css', ...styles].map((name) => html`<link rel="stylesheet" href="/assets/${name}">\n`)}${scripts.map((name) => html`<script src="/assets/${name}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${isWhole ? navigationOf(place) : html`<header>${navigationOf(place)}</header>`}
${
  isWhole
    ? html`<div id="content" tabindex="-1">${body}</div>`
    : html`<main id="content" tabindex="-1">
${body}
</main>
<footer><p>The contract of this server: <a href="/openapi.json">JSON</a>, <a href="/openapi.yaml">YAML</a>.
Its state: <a href="/healthz">alive</a>, <a href="/readyz">ready</a>.</p></footer>`
}
</body>
</html>
`.html

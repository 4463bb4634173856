import type { ProblemSlug } from '@rollcall/contract'
import { catalogue } from './catalogue.ts'

/** The page behind a problem's `type`, made from the catalogue. */

const isSlug = (slug: string): slug is ProblemSlug => Object.hasOwn(catalogue, slug)

/** The page as Markdown; `undefined` for an unknown slug. */
export const errorPageMarkdown = (slug: string): string | undefined => {
  if (!isSlug(slug)) return undefined
  const { status, title, meaning, remedy } = catalogue[slug]
  return `# ${title}\n\n\`/errors/${slug}\`, usually with status ${status}.\n\n## What happened\n\n${meaning}\n\n## What to do\n\n${remedy}\n`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const withCode = (text: string): string => escaped(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>')

/** The page as HTML; `undefined` for an unknown slug. */
export const errorPageHtml = (slug: string): string | undefined => {
  if (!isSlug(slug)) return undefined
  const { status, title, meaning, remedy } = catalogue[slug]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
<p><code>/errors/${slug}</code>, usually with status ${status}.</p>
<h2>What happened</h2>
<p>${withCode(meaning)}</p>
<h2>What to do</h2>
<p>${withCode(remedy)}</p>
</body>
</html>
`
}

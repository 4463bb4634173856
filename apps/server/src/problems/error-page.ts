import type { ProblemSlug } from '@rollcall/contract'
import { catalogue } from './catalogue.ts'
import type { ProblemExample } from './problem-example.ts'
import { problemExamples } from './problem-examples.gen.ts'

/** The page behind a problem's `type`, made from the catalogue and from an example that a test has produced. */

const isSlug = (slug: string): slug is ProblemSlug => Object.hasOwn(catalogue, slug)

const headings = { meaning: 'What it means', example: 'An example', remedy: 'How to fix it' } as const

/** The page as Markdown, with an example; `docs/errors` holds the same. */
export const renderMarkdown = (slug: ProblemSlug, { request, answer }: ProblemExample): string => {
  const { status, title, meaning, remedy } = catalogue[slug]
  return [
    `# ${title}`,
    `\`/errors/${slug}\`, usually with status ${status}.`,
    `## ${headings.meaning}`,
    meaning,
    `## ${headings.example}`,
    `\`\`\`http\n${request}\n\`\`\``,
    `\`\`\`http\n${answer}\n\`\`\``,
    `## ${headings.remedy}`,
    `${remedy}\n`,
  ].join('\n\n')
}

/** The page as Markdown; `undefined` for an unknown slug. */
export const errorPageMarkdown = (slug: string): string | undefined =>
  isSlug(slug) ? renderMarkdown(slug, problemExamples[slug]) : undefined

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const withCode = (text: string): string => escaped(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>')

/** The page as HTML; `undefined` for an unknown slug. */
export const errorPageHtml = (slug: string): string | undefined => {
  if (!isSlug(slug)) return undefined
  const { status, title, meaning, remedy } = catalogue[slug]
  const { request, answer } = problemExamples[slug]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
<p><code>/errors/${slug}</code>, usually with status ${status}.</p>
<h2>${headings.meaning}</h2>
<p>${withCode(meaning)}</p>
<h2>${headings.example}</h2>
<pre>${escaped(request)}</pre>
<pre>${escaped(answer)}</pre>
<h2>${headings.remedy}</h2>
<p>${withCode(remedy)}</p>
</body>
</html>
`
}

import type { ProblemSlug } from '@rollcall/contract'
import { catalogue } from './catalogue.ts'
import type { ProblemExample } from './problem-example.ts'
import { problemExamples } from './problem-examples.gen.ts'

/** The page of a problem's `type`, made from the catalogue and from an example that a test has produced. */

/** Whether there is a problem of this name. */
export const isSlug = (slug: string): slug is ProblemSlug => Object.hasOwn(catalogue, slug)

/** The headings of a page. */
export const headings = { meaning: 'What it means', example: 'An example', remedy: 'How to fix it' } as const

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

/** The page as Markdown. */
export const errorPageMarkdown = (slug: ProblemSlug): string => renderMarkdown(slug, problemExamples[slug])

import { Refusal } from '@rollcall/providers'
import { htmlAnswer } from '../pages/answers.ts'
import { errorPage } from '../pages/errors.ts'
import { errorPageMarkdown, isSlug } from '../problems/error-page.ts'
import type { Operation } from './operation.ts'

/** `GET /errors/{slug}` */
export const getErrorPage: Operation<'getErrorPage'> = {
  access: 'public',
  audit: 'none',
  handle({ params: { slug }, mediaType }) {
    if (!isSlug(slug))
      throw new Refusal('not-found', 'No problem has this name; GET /openapi.json lists all problem types.')
    if (mediaType !== 'text/markdown') return htmlAnswer(errorPage(slug))
    return {
      status: 200,
      headers: { 'Content-Type': 'text/markdown; charset=utf-8', Vary: 'Accept' },
      body: errorPageMarkdown(slug),
    }
  },
}

import { Refusal } from '@rollcall/providers'
import { errorPageHtml, errorPageMarkdown } from '../problems/error-page.ts'
import type { Operation } from './operation.ts'

/** `GET /errors/{slug}` */
export const getErrorPage: Operation<'getErrorPage'> = {
  access: 'public',
  audit: 'none',
  handle({ params, mediaType }) {
    const isMarkdown = mediaType === 'text/markdown'
    const page = isMarkdown ? errorPageMarkdown(params.slug) : errorPageHtml(params.slug)
    if (page === undefined)
      throw new Refusal('not-found', 'No problem has this name; GET /openapi.json lists all problem types.')
    return { status: 200, headers: { 'Content-Type': `${mediaType}; charset=utf-8`, Vary: 'Accept' }, body: page }
  },
}

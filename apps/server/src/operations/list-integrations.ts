import { providerSlugs } from '@rollcall/contract'
import { integrationOf } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import { RequestProblem } from '../problems/request-problem.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** The list changes only with a release, so its cursor says no more than where it goes on. */
const startOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0
  const after = providerSlugs.findIndex((slug) => `after.${slug}` === cursor)
  if (after >= 0) return after + 1
  throw new RequestProblem('invalid-cursor', 'The cursor is not one that this list gave.', {
    errors: [{ parameter: 'next_cursor', detail: 'does not belong to this list' }],
  })
}

/** `GET /integration` */
export const listIntegrations: Operation<'listIntegrations'> = {
  access: 'token',
  handle(request, { adapters }) {
    const limit = request.query.limit ?? defaultLimit
    const start = startOf(request.query.next_cursor)
    const slugs = providerSlugs.slice(start, start + limit)
    const last = slugs.at(-1)
    return json({
      result: slugs.map((slug) => integrationOf(adapters[slug])),
      next_cursor: last !== undefined && start + limit < providerSlugs.length ? `after.${last}` : null,
      limit,
    })
  },
}

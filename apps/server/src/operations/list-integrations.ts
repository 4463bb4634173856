import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { integrationOf, Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** The last slug of the page before, which is enough to continue a list by slug. */
const afterOf = (cursor: string | undefined): string => {
  if (cursor === undefined) return ''
  const after = providerSlugs.find((slug) => `after.${slug}` === cursor)
  if (after !== undefined) return after
  throw new Refusal('invalid-cursor', 'The cursor does not belong to this list.', {
    errors: [
      { parameter: 'next_cursor', detail: 'must be the next_cursor of an answer of GET /integration, or be left out' },
    ],
  })
}

/**
 * A page of a list of providers in the order of their slugs.
 * @throws Refusal `invalid-cursor`
 */
export const pageOfSlugs = (
  all: readonly ProviderSlug[],
  { limit = defaultLimit, next_cursor }: { readonly limit?: number; readonly next_cursor?: string },
): { readonly slugs: readonly ProviderSlug[]; readonly nextCursor: string | null; readonly limit: number } => {
  const after = afterOf(next_cursor)
  const left = all.filter((slug) => slug > after)
  const slugs = left.slice(0, limit)
  return { slugs, nextCursor: left.length > slugs.length ? `after.${slugs.at(-1)}` : null, limit }
}

/** `GET /integration` */
export const listIntegrations: Operation<'listIntegrations'> = {
  access: 'token',
  audit: 'none',
  handle(request, { adapters }) {
    const { slugs, nextCursor, limit } = pageOfSlugs(providerSlugs, request.query)
    return json({ result: slugs.map((slug) => integrationOf(adapters[slug])), next_cursor: nextCursor, limit })
  },
}

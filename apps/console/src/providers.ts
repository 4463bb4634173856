import type { Integration } from '@rollcall/contract'
import { api } from './api.ts'

/** The providers with the vendors' names for people, asked for once. */
export const useProviders = (): {
  readonly all: readonly Integration[]
  readonly labelOf: (slug: string) => string
} => {
  const { data } = api.useQuery('get', '/integration', { params: { query: { limit: 1000 } } }, { staleTime: Infinity })
  const all = data?.result ?? []
  return { all, labelOf: (slug) => all.find(({ name }) => name === slug)?.label ?? slug }
}

import { createClient, isProblem } from '@rollcall/client'
import type { JsonMedia, paths } from '@rollcall/contract'
import { QueryClient } from '@tanstack/react-query'
import createFetchClient, { type Middleware } from 'openapi-fetch'
import createQueryHooks from 'openapi-react-query'
import { session } from './session.ts'

/** The API as hooks, and as the client where an answer is no JSON. Both send the token of the session. */

const baseUrl = location.origin

/** Ends the session when the token is refused; a vendor's refusal of an account has another type. */
const watchToken: Middleware = {
  async onResponse({ response }) {
    if (response.status !== 401) return
    const problem: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    if (isProblem(problem, '/errors/unauthenticated')) session.end(problem.message)
  },
}

const fetchClient = createFetchClient<paths, JsonMedia>({ baseUrl })
fetchClient.use(watchToken, {
  onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${session.token()}`)
  },
})
export const api = createQueryHooks(fetchClient)

export const client = createClient({ baseUrl, token: session.token, retries: 0 })
client.use(watchToken)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** How every list of the API goes on; an empty cursor is the first page. */
export const endless = {
  pageParamName: 'next_cursor',
  initialPageParam: '',
  getNextPageParam: (page: { readonly next_cursor: string | null }) => page.next_cursor ?? undefined,
}

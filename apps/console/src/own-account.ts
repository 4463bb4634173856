import { isProblem } from '@rollcall/client'
import { api } from './api.ts'

/** The account of a token that is bound to one, asked for when such a token was refused all others. */
export const useOwnAccount = (refusal: unknown) =>
  api.useQuery('get', '/integrated-account/me', undefined, {
    enabled: isProblem(refusal, '/errors/forbidden'),
    staleTime: Number.POSITIVE_INFINITY,
  })

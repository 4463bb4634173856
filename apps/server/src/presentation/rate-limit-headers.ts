import type { RateLimitHint } from '@rollcall/providers'

/** The vendor's rate limit under Truto's names; numbers that it did not send are absent. */
export const rateLimitHeaders = (hint: RateLimitHint | undefined): Record<string, string> => ({
  ...(hint?.limit === undefined ? {} : { 'ratelimit-limit': String(hint.limit) }),
  ...(hint?.remaining === undefined ? {} : { 'ratelimit-remaining': String(hint.remaining) }),
  ...(hint?.resetSeconds === undefined ? {} : { 'ratelimit-reset': String(Math.max(0, Math.ceil(hint.resetSeconds))) }),
})

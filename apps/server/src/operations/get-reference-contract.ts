import type { Operation } from './operation.ts'

/** `GET /docs/openapi.json` */
export const getReferenceContract: Operation<'getReferenceContract'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { pages }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' },
    body: pages.contract(),
    isOurs: true,
  }),
}

import type { Operation } from './operation.ts'

/** `GET /openapi.json` */
export const getOpenapiJson: Operation<'getOpenapiJson'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { contract }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: contract.json(),
    isOurs: true,
  }),
}

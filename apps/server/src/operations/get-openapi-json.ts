import { specificationJson } from '../contract/specification.ts'
import type { Operation } from './operation.ts'

/** `GET /openapi.json` */
export const getOpenapiJson: Operation<'getOpenapiJson'> = {
  handle: () => ({
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: specificationJson,
  }),
}

import { specificationYaml } from '../contract/specification.ts'
import type { Operation } from './operation.ts'

/** `GET /openapi.yaml` */
export const getOpenapiYaml: Operation<'getOpenapiYaml'> = {
  handle: () => ({ status: 200, headers: { 'Content-Type': 'application/yaml' }, body: specificationYaml }),
}

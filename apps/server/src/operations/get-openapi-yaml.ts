import type { Operation } from './operation.ts'

/** `GET /openapi.yaml` */
export const getOpenapiYaml: Operation<'getOpenapiYaml'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { contract }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/yaml' },
    body: contract.yaml(),
  }),
}

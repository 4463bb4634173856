import { htmlAnswer } from '../pages/answers.ts'
import { referencePage } from '../pages/reference.ts'
import type { Operation } from './operation.ts'

/** `GET /docs` */
export const getReferencePage: Operation<'getReferencePage'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { config }) => htmlAnswer(referencePage(config), { isReference: true }),
}

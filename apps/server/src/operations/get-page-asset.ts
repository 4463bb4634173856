import { fileAnswer } from '../pages/answers.ts'
import type { Operation } from './operation.ts'

/** `GET /assets/{name}` */
export const getPageAsset: Operation<'getPageAsset'> = {
  access: 'public',
  audit: 'none',
  handle: ({ params }) => fileAnswer(params.name),
}

import { htmlAnswer } from '../pages/answers.ts'
import type { Operation } from './operation.ts'

/** `GET /providers` */
export const getProvidersPage: Operation<'getProvidersPage'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { pages }) => htmlAnswer(pages.providers()),
}

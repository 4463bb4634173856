import { htmlAnswer } from '../pages/answers.ts'
import { errorsPage } from '../pages/errors.ts'
import type { Operation } from './operation.ts'

/** `GET /errors` */
export const getErrorsPage: Operation<'getErrorsPage'> = {
  access: 'public',
  audit: 'none',
  handle: () => htmlAnswer(errorsPage()),
}

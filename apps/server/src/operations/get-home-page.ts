import { htmlAnswer } from '../pages/answers.ts'
import { homePage } from '../pages/home.ts'
import type { Operation } from './operation.ts'

/** `GET /` */
export const getHomePage: Operation<'getHomePage'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { config, adapters }) => htmlAnswer(homePage(config, adapters)),
}

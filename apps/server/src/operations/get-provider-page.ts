import { htmlAnswer } from '../pages/answers.ts'
import { providerPage } from '../pages/provider.ts'
import type { Operation } from './operation.ts'

/** `GET /providers/{slug}` */
export const getProviderPage: Operation<'getProviderPage'> = {
  access: 'public',
  audit: 'none',
  handle: ({ params }, { adapters }) => htmlAnswer(providerPage(adapters[params.slug])),
}

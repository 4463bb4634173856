import { assetAnswer } from '../connect/page.ts'
import type { Operation } from './operation.ts'

/** `GET /connect/assets/{name}` */
export const getConnectAsset: Operation<'getConnectAsset'> = {
  access: 'public',
  audit: 'none',
  handle: ({ params }) => assetAnswer(params.name),
}

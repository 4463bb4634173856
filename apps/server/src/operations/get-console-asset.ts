import { consoleAssetAnswer } from '../console/page.ts'
import type { Operation } from './operation.ts'

/** `GET /console/assets/{name}` */
export const getConsoleAsset: Operation<'getConsoleAsset'> = {
  access: 'public',
  audit: 'none',
  handle: ({ params }, { consoleFiles }) => consoleAssetAnswer(consoleFiles(), params.name),
}

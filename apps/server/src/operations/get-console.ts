import { consoleAnswer } from '../console/page.ts'
import type { Operation } from './operation.ts'

/** `GET /console` */
export const getConsole: Operation<'getConsole'> = {
  access: 'public',
  audit: 'none',
  handle: (_request, { consoleFiles, config }) => consoleAnswer(consoleFiles(), config.demo?.token),
}

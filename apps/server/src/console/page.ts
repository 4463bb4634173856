import { Refusal } from '@rollcall/providers'
import type { WholeAnswer } from '../http/answer.ts'
import type { ConsoleFile, ConsoleFiles } from './files.ts'

/** The page may load its files and call this API. No page may show it in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The page; in a demo it has the token that it would ask for. */
export const consoleAnswer = (files: ConsoleFiles | undefined, demoToken: string | undefined): WholeAnswer => {
  if (files === undefined) {
    throw new Refusal('not-found', 'The console is not built: run `npm ci && npm run build` in the folder of Rollcall.')
  }
  const meta = demoToken === undefined ? '' : `<meta name="rollcall-demo-token" content="${escaped(demoToken)}">`
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-cache',
    },
    body: files.html.replace('</head>', () => `${meta}</head>`),
  }
}

/** A file of the page, which browsers may cache: its name changes with its content. */
export const consoleAssetAnswer = (files: ConsoleFiles | undefined, name: string): WholeAnswer => {
  const file: ConsoleFile | undefined = files?.assets.get(name)
  if (file === undefined) throw new Refusal('not-found', 'The console has no file of this name; load /console again.')
  return {
    status: 200,
    headers: { 'Content-Type': `${file.type}; charset=utf-8`, 'Cache-Control': 'public, max-age=31536000, immutable' },
    body: file.text,
    isOurs: true,
  }
}

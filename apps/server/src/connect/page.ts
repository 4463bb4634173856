import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WholeAnswer } from '../http/answer.ts'

/** The hosted page: one HTML file, one script, one style of its own and the one of all pages. */

const folder = join(import.meta.dirname, 'page')
const html = readFileSync(join(folder, 'connect.html'), 'utf8')

const assets = {
  'connect.css': { type: 'text/css', text: readFileSync(join(folder, 'connect.css'), 'utf8') },
  'connect.js': { type: 'text/javascript', text: readFileSync(join(folder, 'connect.js'), 'utf8') },
} as const

/** What the page may do: load its files, and call back here. No page may show it in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of an answer that only the page may read. */
export const pageHeaders = { 'Cache-Control': 'no-store' }

export const pageAnswer = (): WholeAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, ...pageHeaders },
  body: html,
})

export const assetAnswer = (name: keyof typeof assets): WholeAnswer => ({
  status: 200,
  headers: { 'Content-Type': `${assets[name].type}; charset=utf-8`, 'Cache-Control': 'no-cache' },
  body: assets[name].text,
})

/** A redirect to an address of this server; a browser's `POST` becomes a `GET`. */
export const redirectAnswer = (location: string, headers: Readonly<Record<string, string>> = {}): WholeAnswer => ({
  status: 303,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', Location: location, ...pageHeaders, ...headers },
  body: 'The answer is at another address.\n',
})

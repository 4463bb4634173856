import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProblemSlug, problemTypes } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesOf, staleFiles } from '../../test/support/provocations/error-pages.ts'
import { provokeEveryProblem } from '../../test/support/provocations/every-problem.ts'
import type { Provoked } from '../../test/support/provocations/provoking-server.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { catalogue } from './catalogue.ts'

let provoked: ReadonlyMap<ProblemSlug, Provoked>
let server: TestServer
beforeAll(async () => {
  provoked = await provokeEveryProblem()
  server = await startTestServer()
}, 60_000)
afterAll(() => server.stop())

const documents = join(import.meta.dirname, '../../../../docs/errors')
const slugs = Object.keys(catalogue)

test('the contract, the catalogue and the folder of pages name the same problems', () => {
  const ofContract = problemTypes.map((type) => type.replace('/errors/', '')).sort()
  expect([...slugs].sort()).toEqual(ofContract)
  expect(
    readdirSync(documents)
      .map((name) => name.replace('.md', ''))
      .sort(),
  ).toEqual(ofContract)
})

/** The status of the catalogue, and others where the contract allows several. */
const otherStatuses: { readonly [slug: string]: number } = { 'partially-applied': 422 }

describe.each([...slugs])('%s', (slug) => {
  test('is the answer to a request, in the form of the contract', () => {
    const found = provoked.get(slug as ProblemSlug)
    const { status, title, retryAfterSeconds } = catalogue[slug as ProblemSlug]
    const expected = otherStatuses[slug] ?? status
    expect(found?.received.status).toBe(expected)
    expect(found?.received.headers['content-type']).toBe('application/problem+json')
    expect(found?.received.json).toMatchObject({
      type: `/errors/${slug}`,
      title,
      status: expected,
      statusCode: expected,
    })
    if (retryAfterSeconds !== undefined) expect(found?.received.headers['retry-after']).toMatch(/^\d+$/)
  })

  test('has a page that is served as in docs/errors, with an example', async () => {
    const open = (accept: string) => server.call('GET', `/errors/${slug}`, { token: null, headers: { accept } })
    const markdown = await open('text/markdown')
    expect(markdown.text).toBe(readFileSync(join(documents, `${slug}.md`), 'utf8'))
    for (const heading of ['## What it means', '## An example', '## How to fix it']) {
      expect(markdown.text).toContain(`${heading}\n\n`)
    }
    expect(markdown.text).toContain(`"type": "/errors/${slug}"`)
    const html = await open('text/html')
    expect(html.text).toContain(`&quot;type&quot;: &quot;/errors/${slug}&quot;`)
    expect(html.text).not.toMatch(/<script|<id>/)
  })
})

test('no page is stale: run scripts/generate-error-pages.ts when this fails', () => {
  expect(staleFiles(filesOf(provoked))).toEqual([])
})

test('no page holds a credential', () => {
  for (const [, text] of filesOf(provoked)) expect(text).not.toMatch(/demo-token|Bearer [a-z0-9]{6}|api_key=/i)
})

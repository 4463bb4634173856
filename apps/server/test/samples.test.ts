import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placedOperations, specification } from '../src/contract/specification.ts'
import { demoAccountId } from '../src/demo-ids.ts'
import { triedProvider } from '../src/pages/reference.ts'
import { allSamples, sampleOrigin, sampleToken } from '../src/pages/samples.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

/** Every sample of the calls on users and people in `/docs` runs against a demo. */

const run = promisify(execFile)
const samples = allSamples()
const { IntegratedAccountId, UserId } = specification.components.parameters

let server: TestServer
let folder: string
let userId: string
beforeAll(async () => {
  server = await startTestServer()
  // In a folder of this package, so that the client is found as in a program that has installed it.
  await mkdir(join(import.meta.dirname, '../dist'), { recursive: true })
  folder = await mkdtemp(join(import.meta.dirname, '../dist/samples-'))
  const { json } = await server.call('GET', '/unified/crm/users', { query: `limit=1&${server.account(triedProvider)}` })
  userId = (json as { readonly result: readonly { readonly id: string }[] }).result[0]?.id ?? ''
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** With its own e-mail address: no two users have the same. */
const filled = (source: string, label: string): string =>
  source
    .replaceAll(sampleOrigin, server.origin)
    .replaceAll(sampleToken, 'demo-token')
    .replaceAll(String(IntegratedAccountId?.example), demoAccountId(triedProvider))
    .replaceAll(String(UserId?.example), userId)
    .replaceAll('ann.lee@', `ann.lee.${label.replaceAll(/\W/g, '')}@`)

/** A program prints the status first; one with the client, which returns data or a problem, does not. */
const runners: Readonly<Record<string, (source: string) => Promise<string>>> = {
  curl: async (source) => {
    const { stdout } = await run('/bin/sh', ['-c', `${source} --silent --show-error --write-out ' %{http_code}'`])
    return stdout
  },
  fetch: (source) => runNode('fetch.mjs', source),
  '@rollcall/client': (source) => runNode('client.mts', source),
  Python: async (source) => (await run('/usr/bin/python3', ['-c', source])).stdout,
}

const runNode = async (name: string, source: string): Promise<string> => {
  const file = join(folder, name)
  await writeFile(file, source)
  return (await run(process.execPath, [file], { env: { ...process.env, NO_COLOR: '1' } })).stdout
}

const hasPython = await run('/usr/bin/python3', ['-c', 'import requests']).then(
  () => true,
  () => false,
)

const called = placedOperations.filter(({ operation }) => operation.tags.some((tag) => /^(?:users|people)$/.test(tag)))

/** Outreach cannot delete users, so this is the answer. */
const statuses: Readonly<Record<string, number>> = { createUser: 201, deleteUser: 501 }

describe.each(called.map(({ operation }) => operation.operationId))('%s', (id) => {
  const labels = ['curl', 'fetch', '@rollcall/client', ...(hasPython ? ['Python'] : [])]
  test.each(labels)('by %s', async (label) => {
    const sample = samples.get(id)?.find((candidate) => candidate.label === label)
    const said = await runners[label]?.(filled(sample?.source ?? '', label))
    const status = statuses[id] ?? 200
    if (label === '@rollcall/client') expect(/\/errors\//.test(said ?? '')).toBe(status >= 400)
    else expect(said).toContain(String(status))
  })
})

test('every call of a program has a sample in each language', () => {
  for (const [id, found] of samples)
    expect(
      found.map(({ label }) => label),
      id,
    ).toEqual(Object.keys(runners))
  expect(samples.size).toBeGreaterThan(40)
})

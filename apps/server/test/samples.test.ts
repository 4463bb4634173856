import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placedOperations, specification } from '../src/contract/specification.ts'
import { demoAccountId } from '../src/demo-ids.ts'
import { allSamples, sampleOrigin, sampleToken } from '../src/pages/samples.ts'
import { triedProvider } from '../src/pages/tried-provider.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

/** Every sample of the calls on users and people in `/docs` runs against a demo. */

const run = promisify(execFile)
const samples = allSamples()
const { IntegratedAccountId, UserId } = specification.components.parameters

let server: TestServer
let folder: string
/** Users of the demo, one for each sample that deletes one. */
let userIds: readonly string[]
beforeAll(async () => {
  server = await startTestServer()
  // In a folder of this package, so that the client is found as in a program that has installed it.
  await mkdir(join(import.meta.dirname, '../dist'), { recursive: true })
  folder = await mkdtemp(join(import.meta.dirname, '../dist/samples-'))
  const { json } = await server.call('GET', '/unified/crm/users', { query: `limit=5&${server.account(triedProvider)}` })
  userIds = (json as { readonly result: readonly { readonly id: string }[] }).result.map(({ id }) => id)
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

/** With an e-mail address of its own: no two users have the same. What deletes a user has one of its own too. */
const filled = (source: string, label: string, id: string): string =>
  source
    .replaceAll(sampleOrigin, server.origin)
    .replaceAll(sampleToken, 'demo-token')
    .replaceAll(String(IntegratedAccountId?.example), demoAccountId(triedProvider))
    .replaceAll(
      String(UserId?.example),
      userIds[id === 'deleteUser' ? Object.keys(runners).indexOf(label) + 1 : 0] ?? '',
    )
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

const statuses: Readonly<Record<string, number>> = { createUser: 201 }

describe.each(called.map(({ operation }) => operation.operationId))('%s', (id) => {
  const labels = ['curl', 'fetch', '@rollcall/client', ...(hasPython ? ['Python'] : [])]
  test.each(labels)('by %s', async (label) => {
    const sample = samples.get(id)?.find((candidate) => candidate.label === label)
    const said = await runners[label]?.(filled(sample?.source ?? '', label, id))
    if (label === '@rollcall/client') expect(said).not.toMatch(/\/errors\/|^undefined/)
    else expect(said).toMatch(new RegExp(`\\b${statuses[id] ?? 200}\\b`))
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

describe('the samples of every call can be read by what they are for', () => {
  const sourcesOf = (label: string): readonly (readonly [name: string, source: string])[] =>
    [...samples].map(([id, found]) => [id, found.find((sample) => sample.label === label)?.source ?? ''])
  const write = async (extension: string, sources: readonly (readonly [name: string, source: string])[]) => {
    const directory = await mkdtemp(join(folder, 'sources-'))
    const files = sources.map(([name]) => join(directory, `${name}${extension}`))
    for (const [place, [, source]] of sources.entries()) await writeFile(files[place] ?? '', source)
    return { directory, files }
  }

  test('curl, by the shell', async () => {
    const { files } = await write('.sh', sourcesOf('curl'))
    for (const file of files) await run('/bin/sh', ['-n', file])
    // One command each: an open quote or a lost backslash would make others of it.
    for (const [id, source] of sourcesOf('curl')) {
      const printed = await run('/bin/sh', ['-c', `curl() { printf '%s\\n' "$#" "$@"; }\n${source}`])
      expect(printed.stdout, id).toMatch(/^\d+\n(?:-X\n[A-Z]+\n)?http:\/\/127\.0\.0\.1:8080\//)
      expect(printed.stderr, id).toBe('')
    }
  })

  test('fetch, by Node', async () => {
    const { files } = await write('.mjs', sourcesOf('fetch'))
    for (const file of files) await run(process.execPath, ['--check', file])
  })

  test.each(hasPython ? ['/usr/bin/python3'] : [])('Python, by the parser of %s', async (python) => {
    const { files } = await write('.py', sourcesOf('Python'))
    const program = 'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name)'
    await run(python, ['-c', program, ...files])
  })

  test('the client, by TypeScript with the types of the contract, as those of its README', async () => {
    const readme = await readFile(join(import.meta.dirname, '../../../packages/client/README.md'), 'utf8')
    const ofReadme = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
      ([, source = ''], place) => [`readme-${place}`, source] as const,
    )
    expect(ofReadme.length).toBeGreaterThan(3)
    expect(readme).toContain(
      "await client.GET('/unified/crm/people', { params: { query: { email: 'ann.lee@example.com' } } })",
    )
    const wrong = [
      'wrong',
      "import { createClient } from '@rollcall/client'\nawait createClient({}).GET('/nowhere')",
    ] as const
    const { directory, files } = await write('.mts', [...sourcesOf('@rollcall/client'), ...ofReadme, wrong])
    const extended = join(import.meta.dirname, '../../../tsconfig.base.json')
    const compilerOptions = { lib: ['ES2024', 'DOM', 'DOM.AsyncIterable'] }
    await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ extends: extended, compilerOptions, files }))
    const compiler = join(import.meta.dirname, '../../../node_modules/.bin/tsc')
    const said = await run(compiler, ['-p', directory]).then(
      () => '',
      ({ stdout }) => String(stdout),
    )
    const faults = said.split('\n').filter((line) => line.includes('error TS'))
    expect(faults).toHaveLength(2)
    for (const fault of faults) expect(fault).toContain('wrong.mts')
  })
})

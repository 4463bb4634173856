import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build as bundle } from 'esbuild'
import { chromium } from 'playwright-core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { type Demo, installPacked, nodes, type Project, run, startDemo } from './support.ts'

/** The promises of the published @rollcall/client, tested on the tarball that `npm publish` would send. */

let project: Project
let demo: Demo
const page = createServer((_request, response) =>
  response.setHeader('Content-Type', 'text/html').end('<!doctype html>'),
)

const pageOrigin = (): string => {
  const address = page.address()
  assert.ok(address !== null && typeof address === 'object')
  return `http://127.0.0.1:${address.port}`
}

before(async () => {
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve))
  ;[project, demo] = await Promise.all([installPacked(), startDemo(pageOrigin())])
})
after(async () => {
  page.closeAllConnections()
  page.close()
  await demo.stop()
  project.remove()
})

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const samplesOf = (text: string): string[] =>
  Array.from(text.matchAll(/^```ts\n(.*?)^```$/gms), ([, sample = '']) => sample)

/** The bytes of a bundle for browsers of a program's text, minified. */
const bundled = async (contents: string, options: BuildOptions = {}): Promise<Buffer> => {
  const { outputFiles } = await bundle({
    stdin: { contents, resolveDir: project.folder },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    ...options,
  })
  const [file] = outputFiles ?? []
  assert.ok(file)
  return Buffer.from(file.contents)
}

test('the manifest names openapi-fetch as the only dependency and nothing private', async () => {
  const text = readFileSync(join(project.folder, 'node_modules/@rollcall/client/package.json'), 'utf8')
  const manifest: Record<string, unknown> = JSON.parse(text)
  assert.equal(manifest.name, '@rollcall/client')
  assert.equal(manifest.sideEffects, false)
  assert.deepEqual(manifest.dependencies, { 'openapi-fetch': '0.17.0' })
  for (const absent of ['private', 'devDependencies', 'scripts', 'workspaces']) assert.ok(!(absent in manifest), absent)
})

test('the tarball holds JavaScript, declarations, the README, the licence and nothing else', async () => {
  const paths = (await run('tar', ['-tzf', project.tarball])).trim().split('\n')
  const others = paths.filter((path) => !/\.js$|\.d\.ts$/.test(path)).sort()
  assert.deepEqual(others, ['package/LICENSE', 'package/README.md', 'package/package.json'])
  assert.deepEqual(
    paths.filter((path) => /\.test\.|testing/.test(path)),
    [],
  )
})

test('publint finds no fault', async () => {
  const { buffer, byteOffset, byteLength } = readFileSync(project.tarball)
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength)
  assert.ok(tarball instanceof ArrayBuffer)
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  )
})

test('attw finds no fault in the types for programs of ESM', async () => {
  const attw = join(import.meta.dirname, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  // It ends with an error for a problem that the profile does not ignore.
  const report = await run(process.execPath, [attw, project.tarball, '--profile', 'esm-only', '--format', 'ascii'])
  assert.match(report, /node16 \(from ESM\): 🟢 \(ESM\)\nbundler: 🟢/)
})

for (const [name, node] of Object.entries(nodes)) {
  test(`a program runs on ${name}`, async () => {
    const env = { ROLLCALL_URL: demo.origin }
    assert.match(await run(node, ['program.mjs'], { cwd: project.folder, env }), /^\d+ users\n$/)
  })

  test(`the sample of the main README runs on ${name}`, async () => {
    const main = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    const [sample = ''] = samplesOf(main)
    writeFileSync(join(project.folder, 'sample.mjs'), sample.replace('http://127.0.0.1:8080', demo.origin))
    assert.notEqual(await run(node, ['sample.mjs'], { cwd: project.folder }), '')
  })
}

test('require works on Node 24, and fails on Node 20.0 with the sentence of Node that says what to do', async () => {
  assert.equal(await run(process.execPath, ['require.cjs'], { cwd: project.folder }), 'function\n')
  const old = run(nodes['Node 20.0'] ?? '', ['require.cjs'], { cwd: project.folder })
  await assert.rejects(old, /change the require of index\.js .* to a dynamic import\(\)/)
})

test('a page in a browser reads, writes and gets a problem', async () => {
  const code = await bundled(readFileSync(join(project.folder, 'page.js'), 'utf8'), { format: 'iife' })
  const accounts = await fetch(`${demo.origin}/integrated-account?integration[name]=pipedrive`, {
    headers: { Authorization: 'Bearer demo-token' },
  })
  const { result }: { result: { id: string }[] } = JSON.parse(await accounts.text())
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const tab = await browser.newPage()
    await tab.goto(pageOrigin())
    await tab.addScriptTag({ content: code.toString() })
    const call = `namesOf(${JSON.stringify(demo.origin)}, ${JSON.stringify(result[0]?.id)})`
    const seen: { names: string[]; problem: string } = JSON.parse(await tab.evaluate(`${call}.then(JSON.stringify)`))
    assert.ok(seen.names.length > 2)
    assert.equal(seen.problem, '/errors/user-not-found')
  } finally {
    await browser.close()
  }
})

test('a bundle of all of it is as small as the README says', async () => {
  const bytes = gzipSync(await bundled("export * from '@rollcall/client'"), { level: 9 }).byteLength
  const statedBytes = Number(/([\d.]+) kB/.exec(readme)?.[1]) * 1000
  assert.ok(bytes <= statedBytes, `The bundle has ${bytes} bytes, and the README says ${statedBytes}.`)
  assert.ok(bytes > statedBytes - 300, `The bundle has only ${bytes} bytes: let the README say so.`)
})

test('a bundle of one function has only that function', async () => {
  const code = await bundled("import { isProblem } from '@rollcall/client'\nconsole.log(isProblem(1))")
  assert.ok(code.byteLength < 400, code.toString())
})

const tscOf = (folder: string): string => join(import.meta.dirname, folder, 'node_modules/typescript/bin/tsc')
const currentCompiler = tscOf('../../..')
/** TypeScript 5.6. */
const oldCompiler = tscOf('.')

/** The compiler settings of programs. */
const settings: Readonly<Record<string, Record<string, unknown>>> = {
  Node: { lib: ['ES2023'], types: ['node'], module: 'nodenext' },
  'a browser': { lib: ['ES2023', 'DOM'], types: [], module: 'esnext', moduleResolution: 'bundler' },
  'the strictest program': {
    lib: ['ES2023'],
    types: ['node'],
    module: 'nodenext',
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  },
}

const compile = async (compiler: string, options: Record<string, unknown>, samples: string[]): Promise<string> => {
  samples.forEach((sample, index) => {
    writeFileSync(join(project.folder, `sample-${index}.mts`), sample)
  })
  const compilerOptions = { strict: true, noEmit: true, target: 'ES2022', skipLibCheck: false, ...options }
  const files = samples.map((_sample, index) => `sample-${index}.mts`)
  writeFileSync(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  return run(process.execPath, [compiler, '-p', project.folder]).catch(String)
}

const samples = samplesOf(readme)

test('the README has samples, and a wrong one would not compile', async () => {
  assert.ok(samples.length >= 5)
  const wrong = "import { lost } from '@rollcall/client'\nlost()\n"
  assert.match(await compile(currentCompiler, settings.Node ?? {}, [wrong]), /has no exported member 'lost'/)
})

for (const [name, options] of Object.entries(settings)) {
  test(`the samples of the README compile for ${name}`, async () => {
    assert.equal(await compile(currentCompiler, options, samples), '')
  })
}

test('the samples of the README compile by TypeScript 5.6', async () => {
  assert.equal(await compile(oldCompiler, settings['the strictest program'] ?? {}, samples), '')
})

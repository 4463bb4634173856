import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../scripts/build.ts'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const samples = Array.from(readme.matchAll(/^```ts\n(.*?)^```$/gms), ([, sample = '']) => sample)

/** A program that has installed the package. */
const program = mkdtempSync(join(tmpdir(), 'rollcall-program-'))
const installed = join(program, 'node_modules/@rollcall/client')

beforeAll(() => {
  mkdirSync(join(program, 'node_modules/@types'), { recursive: true })
  for (const name of ['openapi-fetch', '@types/node']) {
    symlinkSync(join(modules, name), join(program, 'node_modules', name))
  }
  writeFileSync(join(program, 'package.json'), '{"type":"module"}')
  build(installed)
}, 60_000)

afterAll(() => rmSync(program, { recursive: true }))

/** What the compiler says about the samples; empty when all is well. */
const compile = (options: Record<string, unknown>): string => {
  samples.forEach((sample, index) => {
    writeFileSync(join(program, `sample-${index}.ts`), sample)
  })
  const compilerOptions = { strict: true, noEmit: true, target: 'ES2024', module: 'nodenext', ...options }
  writeFileSync(join(program, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  try {
    return execFileSync('tsc', ['-p', program], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout)
    throw error
  }
}

describe('the published package', () => {
  it('needs openapi-fetch alone', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({ name: '@rollcall/client', dependencies: { 'openapi-fetch': '0.17.0' } })
    expect(Object.keys(Object(manifest).dependencies)).toEqual(['openapi-fetch'])
    expect(manifest).not.toHaveProperty('private')
  })

  it('imports nothing that it does not bring', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
    const code = files.filter((path) => /\.(js|d\.ts)$/.test(path))
    const imports = code.flatMap((path) =>
      Array.from(readFileSync(join(installed, path), 'utf8').matchAll(/ from '([^']+)'/g), ([, name = '']) => {
        return name.startsWith('.') ? join(path, '..', name) : name
      }),
    )
    const brought = new Set([...files, ...files.map((path) => path.replace(/\.d\.ts$/, '.js')), 'openapi-fetch'])
    expect(imports.filter((name) => !brought.has(name))).toEqual([])
    expect(files.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([])
  })

  it('runs as it is installed', () => {
    const code =
      "import * as client from '@rollcall/client'; console.log(Object.keys(client).join(), typeof client.createClient({ baseUrl: 'http://a.test' }).GET)"
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: program })
    expect(String(output).trim()).toBe(
      'ProblemError,RepeatedCursorError,UnreadableLinesError,createClient,isProblem,unwrap function',
    )
  })
})

describe('the samples of the README', () => {
  it('are there', () => {
    expect(samples.length).toBeGreaterThanOrEqual(4)
  })

  it.each([
    ['Node', { lib: ['ES2024'], types: ['node'] }],
    ['a browser', { lib: ['ES2024', 'DOM'], types: [] }],
    [
      'the strictest compiler',
      { lib: ['ES2024'], types: ['node'], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ],
  ])('compile against the published types for %s', { timeout: 60_000 }, (_name, options) => {
    expect(compile(options)).toBe('')
  })

  it('would not compile if they were wrong', { timeout: 60_000 }, () => {
    writeFileSync(join(program, 'wrong.ts'), "import { lost } from '@rollcall/client'\nlost()\n")
    try {
      expect(compile({ lib: ['ES2024'], types: ['node'] })).toContain('lost')
    } finally {
      rmSync(join(program, 'wrong.ts'))
    }
  })
})

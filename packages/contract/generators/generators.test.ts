import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

/**
 * Clients that public generators make of the contract: each is made anew, and a program that lists, gets, changes
 * and reads a problem compiles with it under strict TypeScript.
 */

const contract = '../openapi.json'

const generators: Readonly<Record<string, readonly [command: string, ...parameters: string[]]>> = {
  'hey-api': ['openapi-ts', '--input', contract, '--output', 'hey-api/generated', '--client', '@hey-api/client-fetch'],
  orval: ['orval', '--config', 'orval.config.ts'],
  kubb: ['kubb', 'generate', '--config', 'kubb.config.ts'],
  'openapi-typescript-codegen': ['openapi', '--input', contract, '--output', 'openapi-typescript-codegen/generated'],
  'openapi-typescript': ['openapi-typescript', contract, '--output', 'openapi-typescript/generated/contract.ts'],
}

const run = (command: string, parameters: readonly string[]): void => {
  try {
    execFileSync(command, parameters, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const [stdout, stderr] = [Reflect.get(Object(error), 'stdout'), Reflect.get(Object(error), 'stderr')]
    throw new Error(`${command} ${parameters.join(' ')} failed:\n${String(stdout)}\n${String(stderr)}`)
  }
}

for (const [name, [command, ...parameters]] of Object.entries(generators)) {
  test(`a program with a client of ${name} compiles`, () => {
    run(command, parameters)
    run('tsc', ['--project', name])
  })
}

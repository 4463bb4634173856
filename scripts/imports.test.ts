import { describe, expect, it } from 'vitest'
import { faultsOf } from './import-rules.ts'
import { circlesOf, importsOfRepository, specifiersOf } from './imports.ts'

const edge = (text: string) => {
  const [from = '', to = ''] = text.split(' -> ')
  return { from, to }
}

describe('specifiersOf', () => {
  it.each([
    ["import one from './one.ts'", './one.ts'],
    ["import './one.ts'", './one.ts'],
    ["import type { One } from './one.ts'", './one.ts'],
    ["import { type One } from './one.ts'", './one.ts'],
    ["export { one } from './one.ts'", './one.ts'],
    ["export type { One } from './one.ts'", './one.ts'],
    ["export * from './one.ts'", './one.ts'],
    ["const load = () => import('./one.ts')", './one.ts'],
    ["type One = import('./one.ts').One", './one.ts'],
  ])('finds what %s imports from', (text, specifier) => {
    expect(specifiersOf('made-up.ts', text)).toEqual([specifier])
  })

  it('ignores an import in a comment or a text, and names a file that cannot be parsed', () => {
    expect(specifiersOf('made-up.ts', "// import './one.ts'\nconst text = \"import './one.ts'\"")).toEqual([])
    expect(() => specifiersOf('made-up.ts', 'import {')).toThrow('made-up.ts cannot be parsed')
  })
})

describe('circlesOf', () => {
  it('finds a file that imports itself, and circles of two and of three, each once', () => {
    const imports = ['a -> a', 'b -> c', 'c -> b', 'd -> e', 'e -> f', 'f -> d', 'f -> b', 'g -> a'].map(edge)
    expect(circlesOf(imports)).toEqual([['a'], ['b', 'c'], ['d', 'e', 'f']])
  })

  it('finds none where two files import a third', () => {
    expect(circlesOf(['a -> b', 'a -> c', 'b -> d', 'c -> d'].map(edge))).toEqual([])
  })
})

describe('the rules of imports', () => {
  it('hold in the repository', () => {
    const imports = importsOfRepository()
    expect(faultsOf(imports)).toEqual([])
    expect(circlesOf(imports)).toEqual([])
  })

  const contract = 'packages/contract/src/index.ts'
  const providers = 'packages/providers/src'
  const call = `${providers}/runtime/calls/call.ts`
  const wix = `${providers}/adapters/wix/wix.ts`
  it.each([
    `${contract} -> packages/client/src/index.ts`,
    `packages/client/src/create-client.ts -> ${providers}/index.ts`,
    `${call} -> packages/store/src/index.ts`,
    `packages/store/src/store.ts -> apps/server/src/config.ts`,
    `packages/store/src/store.ts -> ${call}`,
    `apps/server/src/server.ts -> packages/client/src/index.ts`,
    `apps/server/src/server.ts -> ${wix}`,
    `apps/server/src/app.ts -> apps/sandbox/src/index.ts`,
    `apps/sandbox/src/server.ts -> ${contract}`,
    `apps/sandbox/src/server.test.ts -> ${contract}`,
    `${wix} -> ${providers}/adapters/attio/attio.ts`,
    `${wix} -> ${providers}/account.ts`,
    `${wix} -> ${providers}/testing/test-adapter.ts`,
    `${wix} -> ${providers}/runtime/oauth/oauth.ts`,
    `${wix} -> node:crypto`,
    `${wix} -> ${contract}`,
    `${call} -> ${providers}/runtime/lists/walk.ts`,
    `${call} -> ${providers}/registry.ts`,
    `${providers}/runtime/json/json.ts -> ${call}`,
    `apps/server/src/users/deadline.ts -> apps/server/src/operations/ping.ts`,
    `apps/server/src/http/begin.ts -> apps/server/src/users/deadline.ts`,
    `packages/store/src/store.ts -> express`,
    `apps/server/src/operations/ping.ts -> kysely`,
    `${call} -> undici`,
    `packages/client/src/retry.ts -> undici`,
  ])('forbid %s', (added) => {
    expect(faultsOf([edge(added)])).toEqual([
      expect.stringContaining(`${edge(added).from} imports ${edge(added).to}. `),
    ])
  })

  it.each([
    `packages/store/src/store.ts -> ${providers}/index.ts`,
    `${wix} -> ${providers}/adapters/wix/anything.ts`,
    `${wix} -> ${providers}/runtime/lists/pagination.ts`,
    `${providers}/adapters/wix/wix.test.ts -> node:crypto`,
    `apps/server/src/server.test.ts -> packages/client/src/index.ts`,
    'apps/server/src/http/body.ts -> express',
    'apps/server/src/demo.ts -> apps/sandbox/src/index.ts',
    `${call} -> node:buffer`,
  ])('allow %s', (added) => {
    expect(faultsOf([edge(added)])).toEqual([])
  })
})

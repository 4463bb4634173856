import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import {
  adapterSkeleton,
  adapterTestSkeleton,
  fixtureSkeleton,
  guideSkeleton,
  simulatorSkeleton,
  simulatorTestSkeleton,
} from './skeletons.ts'

/**
 * `npm run new:provider <slug>`: the files of a provider for a simple made-up API, complete and with passing tests, so that
 * only facts have to be replaced. docs/add-a-provider.md explains each file.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url))

const fail = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const slug = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(slug)) {
  fail('Give the slug of the provider in lower case with hyphens: npm run new:provider acme-crm')
}
if (existsSync(`${root}/packages/providers/src/adapters/${slug}`))
  fail(`The adapter "${slug}" exists already; choose another slug.`)

const camel = slug.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
const name = slug
  .split('-')
  .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
  .join(' ')
const names = { slug, camel, name }

const write = (path: string, content: string): void => {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true })
  writeFileSync(`${root}/${path}`, content)
}

/** Inserts a line into a sorted list of lines; `pattern` finds the lines and `block` the list. */
const insertSorted = (path: string, block: RegExp, pattern: RegExp, line: string): void => {
  const text = readFileSync(`${root}/${path}`, 'utf8')
  const found = text.match(block)
  if (found?.index === undefined) fail(`${path} has an unexpected form; add this line by hand: ${line.trim()}`)
  const area = found?.[0] ?? ''
  const lines = area.split('\n')
  const own = lines.findIndex((candidate) => pattern.test(candidate) && candidate > line)
  const last = lines.findLastIndex((candidate) => pattern.test(candidate))
  lines.splice(own === -1 ? last + 1 : own, 0, line)
  writeFileSync(`${root}/${path}`, text.replace(area, lines.join('\n')))
}

const adapterFolder = `packages/providers/src/adapters/${slug}`
write(`${adapterFolder}/${slug}.ts`, adapterSkeleton(names))
write(`${adapterFolder}/${slug}.test.ts`, adapterTestSkeleton(names))
write(`packages/providers/src/guides/${slug}.ts`, guideSkeleton(names))
write(`${adapterFolder}/fixtures/users.json`, fixtureSkeleton(names))
write(`apps/sandbox/src/vendors/${slug}.ts`, simulatorSkeleton(names))
write(`apps/sandbox/src/vendors/${slug}.test.ts`, simulatorTestSkeleton(names))

insertSorted('openapi.yaml', /\n {4}ProviderSlug:\n(?: {6,}.*\n)+/, /^ {8}- [a-z0-9-]+$/, `        - ${slug}`)
insertSorted(
  'packages/providers/src/registry.ts',
  /(?:import \{ \w+ \} from '\.\/adapters\/.*\n)+/,
  /^import/,
  `import { ${camel} } from './adapters/${slug}/${slug}.ts'`,
)
const key = slug === camel ? `  ${slug},` : `  '${slug}': ${camel},`
insertSorted(
  'packages/providers/src/guides.ts',
  /(?:import \{ \w+ \} from '\.\/guides\/.*\n)+/,
  /^import/,
  `import { ${camel} } from './guides/${slug}.ts'`,
)
for (const path of ['packages/providers/src/registry.ts', 'packages/providers/src/guides.ts'])
  insertSorted(path, /\n {2}[\w'-]+(?:: \w+)?,\n(?:.*,\n)*\}/, /^ {2}\S+.*,$/, key)
insertSorted(
  'apps/sandbox/src/vendors.ts',
  /(?:import \{ \w+ \} from '\.\/vendors\/.*\n)+/,
  /^import/,
  `import { ${camel} } from './vendors/${slug}.ts'`,
)
const hosts = `${root}/packages/providers/src/testing/true-hosts.ts`
writeFileSync(
  hosts,
  readFileSync(hosts, 'utf8').replace(
    /^(?=\}\n\nconst formOf)/m,
    `  '${slug}': { hosts: ['api.${slug}.example'], source: 'https://developers.${slug}.example/users' },\n`,
  ),
)
const ends = `${root}/packages/providers/src/adapters/list-ends.test.ts`
writeFileSync(ends, readFileSync(ends, 'utf8').replace(/^(?=\}\n\nconst pagesOf)/m, `  '${slug}': list('users'),\n`))
const vendors = `${root}/apps/sandbox/src/vendors.ts`
writeFileSync(
  vendors,
  readFileSync(vendors, 'utf8').replace(/export const vendors = \[([^\]]*)\]/, (_match, list: string) => {
    const all = [...list.split(',').map((item) => item.trim()), camel].filter((item) => item !== '')
    return `export const vendors = [\n  ${all.sort().join(',\n  ')},\n]`
  }),
)

process.stdout.write(
  [
    `The files of ${name} are made. The next steps, which docs/add-a-provider.md explains:`,
    `  1. write the vendor's facts into ${adapterFolder}/${slug}.ts`,
    `  2. write its answers into ${adapterFolder}/fixtures/, and the cases into ${slug}.test.ts`,
    `  3. write a simulator into apps/sandbox/src/vendors/${slug}.ts, from the vendor's documentation alone`,
    '  4. run npm run generate && npm run format && npm test',
    '',
  ].join('\n'),
)

import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** The imports of every file of the repository, read from the syntax: types and `import()` too. */

export interface Import {
  /** The file that imports, from the top of the repository. */
  readonly from: string
  /** A file of the repository, or the name of a package: `express`, `node:fs`. */
  readonly to: string
}

const root = resolve(import.meta.dirname, '..')
const require = createRequire(import.meta.url)

/** The specifiers of a source text's imports. */
export const specifiersOf = (file: string, text: string): readonly string[] => {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const found = new Set<string>()
  const add = ({ source }: { readonly source: unknown }) => {
    if (typeof source === 'object' && source !== null && 'value' in source && typeof source.value === 'string') {
      found.add(source.value)
    }
  }
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(program)
  return [...found]
}

const targetOf = (from: string, specifier: string): string => {
  if (specifier.startsWith('@rollcall/')) return relative(root, require.resolve(specifier))
  if (!specifier.startsWith('.')) return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  const file = join(dirname(from), specifier)
  if (!existsSync(join(root, file))) throw new Error(`${from} imports ${specifier}: there is no such file.`)
  return file
}

/** All imports of the repository. @throws Error for one without a file */
export const importsOfRepository = (): readonly Import[] =>
  globSync('{apps,packages,bench,scripts}/**/*.{ts,tsx,js}', {
    cwd: root,
    exclude: ['**/node_modules', '**/dist', 'packages/contract/generators/**'],
  })
    .sort()
    .flatMap((from) =>
      specifiersOf(from, readFileSync(join(root, from), 'utf8')).map((specifier) => ({
        from,
        to: targetOf(from, specifier),
      })),
    )

/** Each circle of imports, as the files on it; the shortest through each file. */
export const circlesOf = (imports: readonly Import[]): readonly (readonly string[])[] => {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const circles = new Map<string, readonly string[]>()
  for (const start of targets.keys()) {
    const paths = [[start]]
    const seen = new Set<string>()
    for (const path of paths) {
      const next = (targets.get(path.at(-1) ?? start) ?? []).map(({ to }) => to)
      if (next.includes(start)) {
        const key = path.toSorted().join()
        if (!circles.has(key)) circles.set(key, path)
        break
      }
      for (const file of next) {
        if (seen.has(file) || !targets.has(file)) continue
        seen.add(file)
        paths.push([...path, file])
      }
    }
  }
  return [...circles.values()]
}

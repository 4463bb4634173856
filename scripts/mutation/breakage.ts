/** A package whose tests are run. */
export type Package = 'packages/providers' | 'packages/store' | 'apps/server'

/** Test files by package, as parts of their paths. */
export type Tests = { readonly [Name in Package]?: readonly string[] }

/** One small defect that some test has to find. */
export interface Breakage {
  /** The defect in words. */
  readonly name: string
  /** From the root of the repository. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
  readonly tests: Tests
}

type Breaking = (name: string, find: string, replace: string) => Breakage

/** Breakages of one file that the same tests have to find. */
export const inFile =
  (file: string, tests: Tests): Breaking =>
  (name, find, replace) => ({ name, file, find, replace, tests })

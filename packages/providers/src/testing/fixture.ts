import { readFileSync } from 'node:fs'

/** A documented or recorded answer beside the adapter, in `fixtures/`: its source and its body. */
interface Fixture {
  /** Where the answer was documented or recorded, and what was changed in it. */
  readonly source: string
  readonly body: unknown
}

/** The body of `fixtures/<name>.json` beside the test file. @throws when the file has no source. */
export const fixture = (testFile: string, name: string): unknown => {
  const { source, body }: Fixture = JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, testFile), 'utf8'))
  if (typeof source !== 'string' || source === '') throw new Error(`The fixture ${name} says no source.`)
  return body
}

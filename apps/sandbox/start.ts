import process from 'node:process'
import { parseArgs } from 'node:util'
import { createSandbox, demoAccount, type SandboxSlug, sandboxSlugs } from './src/index.ts'

/**
 * The sandbox by itself, for the tests of others: `npm run sandbox -- --port 9090 pipedrive hubspot`. It prints one line of
 * JSON for each vendor, with its address and its simplest login, and ends by a signal.
 */

const fail = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

const read = () => {
  try {
    return parseArgs({ allowPositionals: true, options: { port: { type: 'string', default: '0' } } })
  } catch (error) {
    return fail(
      `${error instanceof Error ? error.message : String(error)}; write: npm run sandbox -- --port 9090 pipedrive.`,
    )
  }
}

const isSlug = (name: string): name is SandboxSlug => sandboxSlugs.some((slug) => slug === name)

const { values, positionals } = read()
const unknown = positionals.find((name) => !isSlug(name))
if (unknown !== undefined) fail(`The sandbox has no vendor "${unknown}"; it has ${sandboxSlugs.join(', ')}.`)
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail(`"${values.port}" is not a port; give one from 0 to 65535.`)

const slugs = positionals.length === 0 ? sandboxSlugs : positionals.filter(isSlug)
const sandbox = createSandbox({ vendors: slugs })
const { origin } = await sandbox
  .listen({ port })
  .catch((error: unknown) =>
    fail(`Port ${port} cannot be used: ${error instanceof Error ? error.message : String(error)}.`),
  )
for (const slug of slugs) {
  const { authentication_method, context } = demoAccount(slug)
  process.stdout.write(
    `${JSON.stringify({ vendor: slug, origin: `${origin}/${slug}`, authentication_method, context })}\n`,
  )
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}

import { createReadStream } from 'node:fs'
import { text as readText } from 'node:stream/consumers'
import { type components, providerSlugs } from '@rollcall/contract'
import { allAccounts } from './accounts.ts'
import { type Admin, type AdminOptions, answerOf, withAdmin } from './admin.ts'
import { CommandFailure, type CommandIo } from './command-io.ts'
import { openProgress } from './progress.ts'

type Body = components['schemas']['IntegratedAccountCreate']

export interface ImportOptions extends AdminOptions {
  readonly json?: boolean
  /** Imports a line also where the environment has an account of its tenant and provider. */
  readonly allowDuplicates?: boolean
}

/** The result of one line. */
type LineResult =
  | { readonly line: number; readonly outcome: 'imported'; readonly id: string; readonly warnings?: readonly string[] }
  | { readonly line: number; readonly outcome: 'skipped'; readonly id: string }
  | { readonly line: number; readonly outcome: 'failed'; readonly error: string }

interface Line {
  readonly number: number
  /** `undefined`: the line is not the body of an import. */
  readonly body: Body | undefined
}

/** Lines that are imported at once. */
const concurrency = 8

const methods: readonly string[] = ['oauth2', 'client_credentials', 'api_key', 'basic']

/** The members that every import has; the server checks their content. */
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' &&
  value !== null &&
  'integration' in value &&
  providerSlugs.some((slug) => slug === value.integration) &&
  'tenant_id' in value &&
  typeof value.tenant_id === 'string' &&
  'authentication_method' in value &&
  typeof value.authentication_method === 'string' &&
  methods.includes(value.authentication_method) &&
  'context' in value &&
  typeof value.context === 'object' &&
  value.context !== null

const noBody =
  'The line is not a JSON object with integration (the slug of a provider), tenant_id, authentication_method (oauth2, client_credentials, api_key or basic) and context; correct it.'

const toBody = (line: string): Body | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return isBody(value) ? value : undefined
  } catch {
    return undefined
  }
}

const readLines = async (io: CommandIo, file: string): Promise<readonly Line[]> => {
  const content = await readText(file === '-' ? io.input : createReadStream(file)).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new CommandFailure(
      `The file ${file} cannot be read (${code}); name a file with one account per line, or - for the standard input.`,
      undefined,
      { cause },
    )
  })
  return content
    .split('\n')
    .map((line, index) => ({ number: index + 1, line }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ number, line }) => ({ number, body: toBody(line) }))
}

const textOf = (result: LineResult): string => {
  const warnings = 'warnings' in result ? (result.warnings ?? []).map((warning) => ` Warning: ${warning}`) : []
  return `${result.line} ${result.outcome} ${'id' in result ? result.id : result.error}${warnings.join('')}`
}

/** Whose account it is: the caller's name for its customer, and the provider. */
const ownerOf = (tenantId: string, provider: string): string => JSON.stringify([tenantId, provider])

const ownerIn = ({ tenant_id, integration }: Body): string => ownerOf(tenant_id, integration)

/** Ids of the existing accounts of the environment, by owner. */
const accountsByOwner = async (admin: Admin): Promise<ReadonlyMap<string, readonly string[]>> => {
  const accounts = await allAccounts(admin)
  const byOwner = Map.groupBy(accounts, ({ tenant_id, integration }) => ownerOf(tenant_id, integration.name))
  return new Map([...byOwner].map(([owner, those]) => [owner, those.map(({ id }) => id)]))
}

/**
 * Imports one account per line, a few at once, and continues after a line that fails. Repeated, it skips the lines whose
 * tenant and provider have an account already.
 * @throws CommandFailure when any line failed
 */
export const importAccounts = async (io: CommandIo, file: string, options: ImportOptions): Promise<void> => {
  const lines = await readLines(io, file)
  const wanted = Map.groupBy(
    lines.flatMap(({ body }) => body ?? []),
    ownerIn,
  )
  await withAdmin(io, options, async (admin) => {
    const known = options.allowDuplicates === true ? new Map<string, readonly string[]>() : await accountsByOwner(admin)
    const counts = { imported: 0, skipped: 0, failed: 0 }

    const resultOf = async ({ number, body }: Line): Promise<LineResult> => {
      if (body === undefined) return { line: number, outcome: 'failed', error: noBody }
      const former = known.get(ownerIn(body)) ?? []
      const sameOwner = wanted.get(ownerIn(body)) ?? []
      const id = former[sameOwner.indexOf(body)]
      if (former.length > 0 && former.length < sameOwner.length) {
        const error = `The environment has ${former.length} of the ${sameOwner.length} accounts that the file has of this tenant and provider, and it is not known which lines these are; import only the missing lines, with --allow-duplicates.`
        return { line: number, outcome: 'failed', error }
      }
      if (id !== undefined) return { line: number, outcome: 'skipped', id }
      try {
        const made = await answerOf(admin, admin.client.POST('/integrated-account', { body, signal: io.signal }))
        const warnings = made.warnings?.map(({ detail }) => detail) ?? []
        return { line: number, outcome: 'imported', id: made.id, ...(warnings.length === 0 ? {} : { warnings }) }
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error
        return { line: number, outcome: 'failed', error: error.message }
      }
    }

    // On a terminal, the reports are the progress.
    const progress = await openProgress(io, 'lines', {
      total: lines.length,
      isForProgram: options.json || io.isOutputTerminal,
    })
    const next = lines.values()
    const work = async (): Promise<void> => {
      for (const line of next) {
        io.signal.throwIfAborted()
        const result = await resultOf(line)
        counts[result.outcome] += 1
        progress.reached(counts.imported + counts.skipped + counts.failed)
        const text = textOf(result)
        io.output(`${options.json === true ? JSON.stringify(result) : text}\n`)
      }
    }
    // One iterator for all workers: each takes the next line.
    await Promise.all(Array.from({ length: concurrency }, work)).finally(progress.end)
    io.errors(`${counts.imported} imported, ${counts.skipped} skipped, ${counts.failed} failed.\n`)
    if (counts.failed > 0) {
      throw new CommandFailure(
        `${counts.failed} of ${lines.length} lines failed; correct them and repeat the import, which skips the others.`,
      )
    }
  })
}

import { randomBytes } from 'node:crypto'
import { type Client, createClient, ProblemError, type Result } from '@rollcall/client'
import { type TokenScope, tokenScopes } from '@rollcall/contract'
import { type ApiToken, FolderInUse, type Store } from '@rollcall/store'
import { createApp } from '../app.ts'
import { systemClock } from '../clock.ts'
import { type Config, ConfigError, readConnection } from '../config.ts'
import { dispatcherOf } from '../dispatcher.ts'
import { commandLineTokenId } from '../http/command-line-token.ts'
import { listen } from '../http/listen.ts'
import { createLogger } from '../logging.ts'
import { openStore } from '../open-store.ts'
import { CommandFailure, type CommandIo, exitCodes, toFailure } from './command-io.ts'
import { assertStore, keyRingOf, settingsOf } from './settings.ts'

/** The server, and the environment, that a command works with. */
export interface AdminOptions {
  readonly url?: string
  readonly environment?: string
  /** On the store itself, calls can read and do nothing else. */
  readonly readOnly?: boolean
}

/** The administrative calls of the contract: of a running server, or of the store itself. */
export interface Admin {
  readonly client: Client
  /** The server's address; `undefined`: the store itself. */
  readonly url: string | undefined
  /** How the client reaches it, for messages that pass as they are. */
  readonly reach: { readonly baseUrl: string; readonly token: string }
  close(): Promise<void>
}

/** An address on which no server listens. */
const nowhere = 'http://127.0.0.1:9'

/** The caller for calls on the store itself. */
const commandLine = (environmentId: string, scopes: readonly TokenScope[]): ApiToken => ({
  id: commandLineTokenId,
  environmentId,
  accountId: undefined,
  name: 'command line',
  hint: '',
  createdAtMs: 0,
  expiresAtMs: undefined,
  scopes,
  lastUsedAtMs: undefined,
})

const environmentIdOf = async (store: Store, wanted: string | undefined): Promise<string> => {
  const environments = await store.environments.list()
  const found = environments.filter(({ id, name }) => wanted === undefined || id === wanted || name === wanted)
  const [environment] = found
  if (environment !== undefined && found.length === 1) return environment.id
  if (environments.length === 0) {
    throw new CommandFailure('The store has no environment; run `rollcall bootstrap`.', exitCodes.notFound)
  }
  const names = environments.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw environment === undefined
    ? new CommandFailure(`The store has no environment "${wanted}"; it has ${names}.`, exitCodes.notFound)
    : new CommandFailure(`The store has several environments; name one by --environment: ${names}.`, exitCodes.usage)
}

/**
 * The server's own pipeline on the store, in this process and only for it: on a port of the loopback with a token that only
 * it has, so that every command is validated, run and answered as over HTTP.
 */
const openOnStore = async (given: Config, { environment, readOnly }: AdminOptions): Promise<Admin> => {
  // The sandbox of a demo belongs to its server; without it, no call may go to the real vendors.
  const config = given.demo === undefined ? given : { ...given, vendorOrigin: given.vendorOrigin ?? nowhere }
  assertStore(config)
  const keys = keyRingOf(config)
  const logger = createLogger({ level: 'silent', destination: { write: () => undefined } })
  const dispatcher = dispatcherOf(config)
  // A deletion waits until the account's token is revoked at its vendor.
  const closing: (() => Promise<unknown>)[] = [() => dispatcher.close()]
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const store = await openStore({ config, keys, dispatcher, clock: systemClock, logger })
    closing.push(() => store.close())
    const caller = commandLine(await environmentIdOf(store, environment), readOnly === true ? ['read'] : tokenScopes)
    const token = randomBytes(32).toString('hex')
    const tokens: Store['tokens'] = {
      ...store.tokens,
      verify: async (given) => (given === token ? caller : 'unknown'),
    }
    const own = { ...config, host: '127.0.0.1', port: 0, rateLimit: 0, checksAnswers: false }
    const app = createApp({
      config: own,
      store: { ...store, tokens },
      dispatcher,
      clock: systemClock,
      logger,
      // No command sends a sample, and servers deliver the events.
      sendMessage: () => Promise.reject(new Error('A command sends no message.')),
    })
    const listening = await listen(app, own)
    closing.push(() => listening.stop())
    const reach = { baseUrl: listening.origin, token }
    return { client: createClient({ ...reach, retries: 0 }), url: undefined, reach, close }
  } catch (error) {
    await close()
    if (!(error instanceof FolderInUse)) throw error
    throw new CommandFailure(
      `${error.message.split(', and one folder serves one server;')[0]}; set ROLLCALL_URL to the address of that server and ROLLCALL_TOKEN to a token with the scope admin.`,
      exitCodes.failed,
      { cause: error },
    )
  }
}

/** @throws CommandFailure, ConfigError, StoreError */
export const openAdmin = async (io: CommandIo, options: AdminOptions, retries = 3): Promise<Admin> => {
  const connection = readConnection(io.environment, options.url)
  if (connection === undefined) return openOnStore(settingsOf(io), options)
  if (options.readOnly === true) {
    throw new ConfigError(
      '--read-only is for the store itself; over HTTP, the scopes of the token decide what it can do; leave it out.',
    )
  }
  if (options.environment !== undefined) {
    throw new ConfigError(
      '--environment is for the store itself; over HTTP, the token selects the environment; leave it out.',
    )
  }
  for (const warning of connection.warnings) io.errors(`${warning}\n`)
  const reach = { baseUrl: connection.url, token: connection.token }
  return { client: createClient({ ...reach, retries }), url: connection.url, reach, close: async () => undefined }
}

/** The result of a call. @throws CommandFailure with the problem's sentence, or that the server is not reached */
export const answerOf = async <Data>(admin: Admin, call: Promise<Result<Data>>): Promise<Data> => {
  const result = await call.catch((cause: unknown) => {
    throw unreachable(admin, cause)
  })
  if (result.error !== undefined) throw toFailure(result.error)
  return result.data
}

/** The failure of a walk over a list. */
export const walkFailure = (admin: Admin, error: unknown): CommandFailure =>
  error instanceof ProblemError ? toFailure(error.problem) : unreachable(admin, error)

export const unreachable = ({ url }: Pick<Admin, 'url'>, cause: unknown): CommandFailure => {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason)
  return new CommandFailure(
    `${url ?? 'The store'} does not answer as a Rollcall server (${code}); check ROLLCALL_URL, and that the server runs.`,
    exitCodes.unreachable,
    { cause },
  )
}

/** Runs work with the administrative calls, and closes them. */
export const withAdmin = async <T>(
  io: CommandIo,
  options: AdminOptions,
  work: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = await openAdmin(io, options)
  try {
    return await work(admin)
  } finally {
    await admin.close()
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProviderSlug } from '@rollcall/contract'
import { createSandbox, demoAccount, type Sandbox, type SandboxSlug } from '@rollcall/sandbox'
import { generateKey } from '@rollcall/store'
import { bootstrap } from '../../src/bootstrap.ts'
import type { CommandIo } from '../../src/commands/command-io.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logging.ts'
import { start } from '../../src/main.ts'
import { commandFaultsOf } from '../support/problem-sentences.ts'

/** The result of a command. */
export interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
  /** The output as JSON. */
  json(): unknown
}

/** An installation with a key, an environment, an admin token and the sandbox as every vendor. */
export interface CommandSite {
  readonly folder: string
  readonly token: string
  readonly key: string
  readonly sandbox: Sandbox<SandboxSlug>
  /** The configuration of the server and the commands. */
  readonly environment: Readonly<Record<string, string>>
  /** Runs one command line on the store, or with more variables. */
  run(
    line: readonly string[],
    more?: Readonly<Record<string, string>>,
    input?: string,
    io?: Partial<CommandIo>,
  ): Promise<Ran>
  /** Starts the server in this process. @returns the variables by which commands work with it */
  serve(more?: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>
  stopServer(): Promise<void>
  stop(): Promise<void>
}

export const openCommandSite = async (more: Readonly<Record<string, string>> = {}): Promise<CommandSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-commands-'))
  const sandbox = createSandbox()
  const { origin } = await sandbox.listen()
  const key = `main:${generateKey()}`
  const environment = {
    DATA_DIR: join(folder, 'data'),
    ROLLCALL_KEYS: key,
    ROLLCALL_VENDOR_ORIGIN: origin,
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...more,
  }
  const { token } = await bootstrap(readConfig(environment), { wantsAnotherToken: false })
  let running: Awaited<ReturnType<typeof start>> | undefined
  const stopServer = async (): Promise<void> => {
    const stopping = running
    running = undefined
    await stopping?.stop()
  }
  return {
    folder,
    token,
    key,
    sandbox,
    environment,
    async run(line, given = {}, input = '', io = {}) {
      let [output, errors] = ['', '']
      const code = await runCommand(line, {
        environment: { ...environment, ...given },
        output: (text) => {
          output += text
        },
        outputReady: async () => undefined,
        errors: (text) => {
          errors += text
        },
        isOutputTerminal: false,
        errorsTerminal: undefined,
        isInteractive: false,
        input: (async function* () {
          yield input
        })(),
        signal: new AbortController().signal,
        ...io,
      })
      const texts = commandFaultsOf(output, errors)
      if (texts.length > 0) throw new Error(`rollcall ${line.join(' ')}: ${texts.join('; ')}`)
      return { code, output, errors, json: () => JSON.parse(output) as unknown }
    },
    async serve(given = {}) {
      await stopServer()
      running = await start(
        readConfig({ ...environment, ...given }),
        createLogger({ level: 'silent', destination: { write: () => undefined } }),
      )
      return { ROLLCALL_URL: running.origin, ROLLCALL_TOKEN: token }
    },
    stopServer,
    async stop() {
      await stopServer()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A line of an import: the sandbox's login at a provider, for a tenant. */
export const importLine = (provider: ProviderSlug, tenant_id: string, context?: object): string => {
  const login = demoAccount(provider)
  return `${JSON.stringify({
    integration: provider,
    tenant_id,
    authentication_method: login.authentication_method,
    context: context ?? login.context,
  })}\n`
}

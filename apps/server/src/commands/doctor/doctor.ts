import { type KeyRing, openKeyCheck, StoreError } from '@rollcall/store'
import { diagnose, inspectKeys, openBeside } from '@rollcall/store/commands'
import { type Config, ConfigError, readConfig, readConnection } from '../../config.ts'
import { allAccounts } from '../accounts.ts'
import { type Admin, openAdmin, unreachable } from '../admin.ts'
import { CommandFailure, type CommandIo, problemSentence } from '../command-io.ts'
import { keyRingOf } from '../settings.ts'
import { showTable } from '../table.ts'
import { checkAccount } from './account.ts'
import { compareClocks } from './clock.ts'
import { type Finding, failed, ok, warning } from './finding.ts'
import { diskSpace, filePermissions, nodeVersion } from './machine.ts'
import { askVendors } from './vendors.ts'

export interface DoctorOptions {
  readonly json?: boolean
  readonly url?: string
  readonly environment?: string
  readonly account?: string
}

/** The message of a known error; any other error is rethrown. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof StoreError || error instanceof ConfigError || error instanceof CommandFailure)
    return error.message
  throw error
}

const needsReauthLine = (ids: readonly string[]): Finding => {
  const named = ids.slice(0, 5).join(', ')
  const more = ids.length > 5 ? ' and others' : ''
  const said = ids.length === 1 ? '1 account is not active and has' : `${ids.length} accounts are not active and have`
  return warning('accounts', `${said} to be connected again: ${named}${more}.`)
}

const accountsLine = (accounts: readonly { readonly id: string; readonly status: string }[]): Finding => {
  const inactive = accounts.filter(({ status }) => status !== 'active').map(({ id }) => id)
  return inactive.length === 0
    ? ok('accounts', `All accounts are active; there are ${accounts.length}.`)
    : needsReauthLine(inactive)
}

/** Checks the store of a configuration, while servers use it. */
const checkStore = async (config: Config, keys: KeyRing | undefined): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  const beside = await openBeside(config)
  try {
    findings.push(ok('store', `The store in ${beside.place} is reached, and its schema is that of this version.`))
    const server = await beside.servedBy()
    findings.push(ok('server', server === undefined ? 'No server uses the store now.' : `It is used by ${server}.`))
    if (keys !== undefined) {
      try {
        await beside.run(() => openKeyCheck(beside.kysely, keys))
        const { keys: uses, unopened } = await inspectKeys(beside.kysely, keys, beside.run)
        const unused = uses.filter(({ isSealing, count }) => !isSealing && count === 0)
        findings.push(
          unopened.length === 0
            ? ok('keys', 'ROLLCALL_KEYS opens everything that is sealed.')
            : failed(
                'keys',
                `${unopened.length === 1 ? '1 sealed row opens' : `${unopened.length} sealed rows open`} with no key; \`rollcall keys check\` says which.`,
              ),
          ...unused.map(({ keyId }) =>
            ok('keys', `The key "${keyId}" opens nothing; remove it, unless it is a new one.`),
          ),
        )
      } catch (error) {
        findings.push(failed('keys', sentenceOf(error)))
      }
    }
    const { writeFault, clockMs, accounts } = await diagnose(beside)
    findings.push(
      writeFault === undefined
        ? ok('store', 'It can be written.')
        : failed('store', `It cannot be written: ${writeFault}; check its permissions and its disk.`),
      accountsLine(accounts),
    )
    const { findings: vendors, clock } = await askVendors(accounts, config)
    const now = Date.now()
    if (clockMs !== undefined) findings.push(compareClocks(clockMs, 'the database', now))
    if (clock !== undefined) findings.push(compareClocks(clock.ms, clock.host, now))
    if (clockMs === undefined && clock === undefined) {
      findings.push(
        warning(
          'clock',
          'The clock of this machine was compared with no other; connect an account, whose vendor sends the time.',
        ),
      )
    }
    findings.push(...vendors)
    return findings
  } catch (error) {
    return [...findings, failed('store', sentenceOf(error))]
  } finally {
    await beside.close()
  }
}

const onThisMachine = async (io: CommandIo): Promise<readonly Finding[]> => {
  const findings = [nodeVersion()]
  let config: Config
  try {
    config = readConfig(io.environment)
  } catch (error) {
    return [...findings, failed('configuration', sentenceOf(error))]
  }
  findings.push(ok('configuration', 'The configuration is valid.'))
  for (const sentence of config.warnings) findings.push(warning('configuration', sentence))
  let keys: KeyRing | undefined
  try {
    keys = keyRingOf(config)
  } catch (error) {
    findings.push(failed('keys', sentenceOf(error)))
  }
  try {
    findings.push(...(await checkStore(config, keys)))
    if (config.databaseUrl === undefined) findings.push(diskSpace(config), filePermissions(config))
  } catch (error) {
    findings.push(failed('store', sentenceOf(error)))
  }
  return findings
}

/** Checks a running server from this machine. */
const overHttp = async (admin: Admin): Promise<readonly Finding[]> => {
  const { client, url = '' } = admin
  const call = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw unreachable(admin, cause)
    })
  const startedMs = Date.now()
  const ready = await call(client.GET('/readyz'))
  const findings = [
    nodeVersion(),
    ready.error === undefined
      ? ok('server', `${url} answers, and is ready.`)
      : failed('server', `${url} is not ready: ${problemSentence(ready.error)}`),
  ]
  const dateMs = Date.parse(ready.response.headers.get('date') ?? '')
  const tokens = await call(client.GET('/api-token', { params: { query: { limit: 1 } } }))
  findings.push(
    tokens.error === undefined
      ? ok('token', 'The token has the scope admin.')
      : failed('token', `${problemSentence(tokens.error)} Set ROLLCALL_TOKEN to a token with the scope admin.`),
  )
  if (!Number.isNaN(dateMs)) findings.push(compareClocks(dateMs, url, (startedMs + Date.now()) / 2))
  if (tokens.error === undefined) findings.push(accountsLine(await allAccounts(admin)))
  return findings
}

/** Checks everything that an installation needs. @throws CommandFailure when a check failed */
export const doctor = async (io: CommandIo, options: DoctorOptions): Promise<void> => {
  const findings: Finding[] = []
  const isRemote = readConnection(io.environment, options.url) !== undefined
  if (!isRemote) findings.push(...(await onThisMachine(io)))
  if (isRemote || options.account !== undefined) {
    try {
      const admin = await openAdmin(io, options, 0)
      try {
        if (isRemote) findings.push(...(await overHttp(admin)))
        if (options.account !== undefined) findings.push(...(await checkAccount(admin, options.account)))
      } finally {
        await admin.close()
      }
    } catch (error) {
      findings.push(failed(isRemote ? 'server' : 'account', sentenceOf(error)))
    }
  }
  const rows = findings.map(({ outcome, check, detail }) => [outcome, check, detail])
  showTable(io, options.json, findings, ['RESULT', 'CHECK', 'FINDING'], rows)
  const count = findings.filter(({ outcome }) => outcome === 'failed').length
  if (count > 0)
    throw new CommandFailure(
      `${count} ${count === 1 ? 'check' : 'checks'} failed; take the steps that the lines above name.`,
    )
}

import type { ProviderSlug } from '@rollcall/contract'
import {
  adapters,
  baseUrlOf,
  createTransport,
  ProviderFailure,
  type Transport,
  type Variables,
} from '@rollcall/providers'
import type { Config } from '../../config.ts'
import { dispatcherOf } from '../../dispatcher.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

interface Connected {
  readonly id: string
  readonly provider: ProviderSlug
  readonly variables: Variables
}

interface Host {
  readonly provider: ProviderSlug
  readonly url: URL
  readonly accounts: number
}

/** How many hosts are called, and how many at once. */
const maximumHosts = 50
const concurrency = 5
const timeoutMs = 5000

/** The vendors' hosts of the accounts, each once, and the accounts that have none. */
export const hostsOf = (
  accounts: readonly Connected[],
): { readonly hosts: readonly Host[]; readonly faults: readonly Finding[] } => {
  const hosts = new Map<string, Host>()
  const faults: Finding[] = []
  for (const { id, provider, variables } of accounts) {
    try {
      const url = baseUrlOf(adapters[provider], variables)
      const key = `${provider} ${url.host}`
      hosts.set(key, { provider, url, accounts: (hosts.get(key)?.accounts ?? 0) + 1 })
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error
      faults.push(failed('vendors', `The account ${id} has no address at ${adapters[provider].name}: ${error.message}`))
    }
  }
  return { hosts: [...hosts.values()], faults }
}

interface Asked {
  readonly finding: Finding
  /** The vendor's clock, where it sent it. */
  readonly clock: { readonly ms: number; readonly host: string } | undefined
}

/** Any answer is enough: the request has no credential, and most vendors refuse it. */
const askHost = async (transport: Transport, { provider, url, accounts }: Host): Promise<Asked> => {
  const signal = AbortSignal.timeout(timeoutMs)
  const whose = `${adapters[provider].name}, ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`
  try {
    const request = { provider, method: 'GET' as const, url: new URL(url.origin), headers: {} }
    const { headers, body } = await transport.stream(request, { signal, deadlineAtMs: Date.now() + timeoutMs })
    body.destroy()
    const ms = Date.parse(headers.date ?? '')
    return {
      finding: ok('vendors', `${url.host} answers (${whose}).`),
      clock: Number.isNaN(ms) ? undefined : { ms, host: url.host },
    }
  } catch (error) {
    const reason = signal.aborted ? `no answer within ${timeoutMs / 1000} seconds` : reasonOf(error)
    const detail = `${url.host} is not reached (${whose}): ${reason}; check DNS, firewall and proxy of this machine, and the account's address.`
    return { finding: failed('vendors', detail), clock: undefined }
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : undefined
  return cause ?? error.message.replace(/\.$/, '')
}

/** Calls each host once. */
export const askVendors = async (
  accounts: readonly Connected[],
  config: Pick<Config, 'demo' | 'usesProxy' | 'vendorOrigin'>,
): Promise<{ readonly findings: readonly Finding[]; readonly clock: Asked['clock'] }> => {
  const { hosts, faults } = hostsOf(accounts)
  if (accounts.length === 0) return { findings: [ok('vendors', 'No account is connected yet.')], clock: undefined }
  const { vendorOrigin } = config
  if (config.demo !== undefined && vendorOrigin === undefined) {
    return {
      findings: [ok('vendors', 'The vendors of a demo are part of its server, so no other host is called.')],
      clock: undefined,
    }
  }
  const dispatcher = dispatcherOf(config)
  const transport = createTransport({ dispatcher, vendorOrigin })
  const asked: Asked[] = []
  const next = hosts.slice(0, maximumHosts).values()
  const work = async (): Promise<void> => {
    for (const host of next) asked.push(await askHost(transport, host))
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    await dispatcher.destroy()
  }
  const more = hosts.length - maximumHosts
  return {
    findings: [
      ...faults,
      ...asked.map(({ finding }) => finding),
      ...(more > 0 ? [warning('vendors', `${more} further hosts were not called.`)] : []),
    ],
    clock: asked.find(({ clock }) => clock !== undefined)?.clock,
  }
}

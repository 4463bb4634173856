import type { AccountVariable, Adapter, Fillable, Variables } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { type Placeholder, Template, variable } from './template.ts'
import { withDefaults } from './variables.ts'

/** Checks where credentials are sent: only to the hosts that the adapter names, over https. */

type HostRules = Pick<Adapter<never>, 'hosts' | 'name'>

/** Fills a template, once; a missing value is a failure that names it. */
export const fill = (fillable: Fillable, values: Readonly<Record<string, string>>): string => {
  if (typeof fillable === 'string') return fillable
  const toText = ({ name }: Placeholder): string => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) throw new ProviderFailure('provider-error', `The account has no "${name}".`)
    return value
  }
  return fillable instanceof Template ? fillable.fill(toText) : toText(fillable)
}

const wholes = new WeakMap<RegExp, RegExp>()

/** Whether a pattern matches the whole text: `m` matches at a line break, `g` and `y` match from the last index. */
export const matchesWhole = (pattern: RegExp, text: string): boolean => {
  let whole = wholes.get(pattern)
  if (whole === undefined) {
    whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replaceAll(/[gmy]/g, ''))
    wholes.set(pattern, whole)
  }
  return whole.test(text)
}

/**
 * https and a host alone, without user info or another port. Tested before `URL` parses the address, since it drops line
 * breaks and converts other letters, percent signs and backslashes.
 */
const plainAddress = /^https:\/\/[a-z0-9._-]{1,253}(?::443)?(?:[/?#]|$)/i

/** @throws ProviderFailure unless the address is https on a host of this provider, without user info or port. */
export const assertVendorUrl = (adapter: HostRules, address: string): URL => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const allowed =
    url !== undefined &&
    plainAddress.test(address) &&
    adapter.hosts.some((pattern) => matchesWhole(pattern, url.hostname))
  if (!allowed) {
    throw new ProviderFailure(
      'provider-error',
      `An address that does not belong to ${adapter.name} was refused${url === undefined ? '' : ` (${url.host.slice(0, 100)})`}.`,
    )
  }
  return url
}

/** Whether a value as a whole matches the pattern of a declared variable; false for one that is not declared. */
export const fitsVariable = (declared: Pick<AccountVariable, 'pattern'> | undefined, value: string): boolean =>
  declared !== undefined && matchesWhole(declared.pattern, value)

/**
 * Import and token answers are checked too; an account of an older version of its adapter may still hold another value.
 * @throws ProviderFailure unless every variable that the adapter declares matches its pattern as a whole
 */
export const assertVariables = (adapter: Pick<Adapter<never>, 'account' | 'name'>, variables: Variables): void => {
  for (const [name, { pattern, optional }] of Object.entries(adapter.account)) {
    const value = variables[name]
    if (value === undefined && optional !== true) {
      throw new ProviderFailure(
        'provider-error',
        `The account has no "${name}", which ${adapter.name} needs; set it with PATCH /integrated-account/{id}.`,
      )
    }
    if (value === undefined || fitsVariable({ pattern }, value)) continue
    throw new ProviderFailure(
      'provider-error',
      `The account's "${name}" does not have the form that ${adapter.name} needs; set it with PATCH /integrated-account/{id}.`,
    )
  }
}

/** The base URL of an account, checked against the adapter's hosts; without trailing slash. */
export const baseUrlOf = (
  adapter: Pick<Adapter<never>, 'hosts' | 'name' | 'baseUrl'> & Partial<Pick<Adapter<never>, 'account'>>,
  given: Variables,
): URL => {
  const { baseUrl } = adapter
  const variables = withDefaults(adapter.account ?? {}, given)
  const needed = (name: string): string => fill(variable(name), variables)
  const address = typeof baseUrl === 'function' ? baseUrl(variables, needed) : fill(baseUrl, variables)
  return assertVendorUrl(adapter, address.replace(/\/$/, ''))
}

/**
 * The vendor's link to its next page: absolute, or a path from the base URL's origin. It has to stay at that origin or at the
 * hosts that the adapter names. `http://` on the host of the base URL is read as `https://`: a vendor behind a proxy that
 * ends TLS may not know its own scheme.
 */
export const assertLink = (
  adapter: Pick<Adapter<never>, 'hosts' | 'name' | 'linkHosts'>,
  base: URL,
  given: string,
): URL => {
  const link = given.replace(/^http:(?=\/\/)/i, (scheme) =>
    URL.canParse(given) && new URL(given).host === base.host ? 'https:' : scheme,
  )
  if (!/^(?:https:\/\/[a-z0-9._-]{1,253}(?::443)?\/|\/(?![/\\]))/i.test(link) || !URL.canParse(link, base.origin)) {
    throw new ProviderFailure('provider-error', `${adapter.name} returned a next link that is not a valid address.`)
  }
  const url = assertVendorUrl(adapter, new URL(link, base.origin).toString())
  if (url.host !== base.host && !(adapter.linkHosts?.(base.host) ?? []).includes(url.host)) {
    throw new ProviderFailure('provider-error', `${adapter.name} returned a next link to another host, ${url.host}.`)
  }
  return url
}

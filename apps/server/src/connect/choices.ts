import { type components, type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { type AuthenticationMethod, guides, isNeededFor, type Variables } from '@rollcall/providers'
import type { AccountRecord, LinkToken } from '@rollcall/store'
import type { Services } from '../services.ts'

type Schemas = components['schemas']
type Field = Schemas['ConnectField']

const methods: readonly AuthenticationMethod[] = ['oauth2', 'api_key', 'basic', 'client_credentials']

/** The providers and methods that a link token offers. */
export interface Choices {
  readonly providers: readonly ProviderSlug[]
  /** Providers that the environment has an OAuth app for. */
  readonly apps: ReadonlySet<ProviderSlug>
  /** The account that is connected again. */
  readonly account: AccountRecord | undefined
  /** The values of fields that are filled in already. */
  readonly values: Variables
}

export const choicesOf = async ({ store }: Pick<Services, 'store'>, link: LinkToken): Promise<Choices> => {
  const { environmentId, accountId } = link
  const account = accountId === undefined ? undefined : await store.accounts.get(environmentId, accountId)
  const apps = await store.oauthApps.list(environmentId)
  const allowed = link.providers.length === 0 ? providerSlugs : link.providers
  return {
    providers: accountId === undefined ? allowed : account === undefined ? [] : [account.provider],
    apps: new Set(apps.map(({ provider }) => provider)),
    account,
    values: { ...account?.variables, ...(await store.linkTokens.context(environmentId, link.id)) },
  }
}

/** Whether the customer may connect this provider by this method. */
export const isOffered = (
  { adapters }: Pick<Services, 'adapters'>,
  { providers, apps, account }: Choices,
  provider: ProviderSlug,
  method: AuthenticationMethod,
): boolean =>
  providers.includes(provider) &&
  adapters[provider].authentication[method] !== undefined &&
  (account === undefined || account.method === method) &&
  (method !== 'oauth2' || apps.has(provider))

/** The account variables that the page asks for, and the required ones. Variables of a token answer are not asked for. */
export const askedVariables = (
  { adapters }: Pick<Services, 'adapters'>,
  provider: ProviderSlug,
  method: AuthenticationMethod,
): { readonly required: readonly string[]; readonly offered: readonly string[] } => {
  const { requires = [], offers = [] } = guides[provider][method] ?? {}
  const needed = Object.entries(adapters[provider].account).flatMap(([name, rule]) =>
    isNeededFor(rule, method) ? [name] : [],
  )
  const required = method === 'oauth2' ? requires : needed
  return { required, offered: offers.filter((name) => !required.includes(name)) }
}

const initials = /\b(?:api|id|url)\b/gi

/** `company_domain` as a label. */
const labelOf = (name: string): string => {
  const words = name.replaceAll('_', ' ').replaceAll(initials, (word) => word.toUpperCase())
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const credentialParts: Readonly<
  Record<
    AuthenticationMethod,
    readonly (readonly [name: 'api_key' | 'username' | 'password' | 'client_id' | 'client_secret', label: string])[]
  >
> = {
  oauth2: [],
  api_key: [['api_key', 'API key']],
  basic: [
    ['username', 'User name'],
    ['password', 'Password'],
  ],
  client_credentials: [
    ['client_id', 'Client id'],
    ['client_secret', 'Client secret'],
  ],
}

const openParts: readonly string[] = ['username', 'client_id']

const methodOf = (
  services: Pick<Services, 'adapters'>,
  choices: Choices,
  provider: ProviderSlug,
  method: AuthenticationMethod,
): Schemas['ConnectMethod'] => {
  const { required, offered } = askedVariables(services, provider, method)
  const { account } = services.adapters[provider]
  const guide = guides[provider][method]
  if (guide === undefined) throw new Error(`There is no guide for ${provider} by ${method}.`)
  const variables = [...required, ...offered].flatMap((name): readonly Field[] => {
    const rule = account[name]
    if (rule === undefined) return []
    const { description, example } = rule
    const is_required = required.includes(name)
    return [
      {
        name,
        label: labelOf(name),
        description,
        example,
        is_required,
        is_secret: false,
        value: choices.values[name] ?? null,
      },
    ]
  })
  // The environment's app is used where the customer has none.
  const needsOwnApp = method !== 'client_credentials' || !choices.apps.has(provider)
  const secrets = credentialParts[method].map(
    ([name, label]): Field => ({
      name,
      label: guide.labels?.[name] ?? label,
      description: needsOwnApp ? null : 'Leave it empty to use the app of this page.',
      example: null,
      is_required: needsOwnApp,
      is_secret: !openParts.includes(name),
      value: null,
    }),
  )
  const { where, rights, source } = guide
  return { authentication_method: method, where, rights, source, fields: [...variables, ...secrets] }
}

/** The providers that the page shows, each with the ways to connect it. */
export const toIntegrations = (
  services: Pick<Services, 'adapters'>,
  choices: Choices,
): readonly Schemas['ConnectIntegration'][] =>
  choices.providers.flatMap((slug) => {
    const offered = methods.filter((method) => isOffered(services, choices, slug, method))
    if (offered.length === 0) return []
    const { name } = services.adapters[slug]
    return [{ slug, name, methods: offered.map((method) => methodOf(services, choices, slug, method)) }]
  })

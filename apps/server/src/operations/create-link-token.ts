import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import type { Fault } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import { toLinkTokenShape } from '../accounts/link-token.ts'
import type { Config } from '../config.ts'
import { publicOrigin } from '../connect/public-address.ts'
import { isAllowedRedirect } from '../connect/redirects.ts'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { unknownName } from '../http/schema-words.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Services } from '../services.ts'
import type { BodyOf, Operation } from './operation.ts'

const hourMs = 60 * 60 * 1000

const faultsOf = (
  body: BodyOf<'createLinkToken'>,
  providers: readonly ProviderSlug[],
  { config, adapters }: Pick<Services, 'config' | 'adapters'>,
): readonly Fault[] => {
  const { tenant_id: tenant, integrated_account_id: account, redirect_uri: uri, context = {}, integrations } = body
  const faults: Fault[] = []
  if (tenant === undefined && account === undefined) {
    faults.push({
      pointer: '/tenant_id',
      detail: 'is required where integrated_account_id is not sent, for example acme',
    })
  }
  if (tenant !== undefined && account !== undefined) {
    faults.push({
      pointer: '/tenant_id',
      detail: 'cannot be sent together with integrated_account_id: the account keeps its own tenant_id',
    })
  }
  if (integrations !== undefined && account !== undefined) {
    faults.push({
      pointer: '/integrations',
      detail: 'cannot be sent together with integrated_account_id: the account keeps its own integration',
    })
  }
  if (uri !== undefined && !isAllowedRedirect(config, uri))
    faults.push({ pointer: '/redirect_uri', detail: notAllowed(config) })
  const known = [...new Set(providers.flatMap((slug) => Object.keys(adapters[slug].account)))]
  for (const name of Object.keys(context)) {
    if (known.includes(name)) continue
    const pointer = `/context/${name.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`
    faults.push({
      pointer,
      detail: unknownName(name, known, { is: 'an account variable of these integrations', those: 'variables' }),
    })
  }
  return faults
}

const notAllowed = ({ connectRedirects }: Pick<Config, 'connectRedirects'>): string =>
  connectRedirects.length === 0
    ? 'must be left out: this server allows no redirect, because ROLLCALL_CONNECT_REDIRECTS is not set'
    : `must begin with an address that this server allows: ${connectRedirects.join(', ').slice(0, 200)}`

/** `POST /link-token` */
export const createLinkToken: Operation<'createLinkToken'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, services) {
    const { store, clock, config } = services
    const environmentId = request.token.environmentId
    const { body } = request
    const accountId = body.integrated_account_id?.toLowerCase()
    const account = accountId === undefined ? undefined : await store.accounts.get(environmentId, accountId)
    if (accountId !== undefined && account === undefined) {
      throw new Refusal('account-not-found', `This environment has no account ${accountId}.`)
    }
    const providers = account === undefined ? (body.integrations ?? []) : [account.provider]
    const faults = faultsOf(body, providers.length === 0 ? providerSlugs : providers, services)
    if (faults.length > 0) throw requestFaults(faults)
    const { token, ...created } = await store.linkTokens.create(environmentId, {
      tenantId: account?.tenantId ?? body.tenant_id ?? '',
      accountId,
      providers,
      redirectUri: body.redirect_uri,
      context: body.context ?? {},
      expiresAtMs: clock.now() + config.linkTokenHours * hourMs,
    })
    stateOf(request.response).learned = { objectId: created.id }
    const url = `${publicOrigin(config, request.headers)}/connect?link_token=${token}`
    return json(
      { ...toLinkTokenShape(created), link_token: token, url },
      { status: 201, headers: { Location: `/link-token/${created.id}` } },
    )
  },
}

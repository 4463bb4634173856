import { toEnvironmentIntegration } from '../accounts/environment-integration.ts'
import { json } from '../http/answer.ts'
import { pageOfSlugs } from './list-integrations.ts'
import type { Operation } from './operation.ts'

/** `GET /environment-integration` */
export const listEnvironmentIntegrations: Operation<'listEnvironmentIntegrations'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const environmentId = request.token.environmentId
    const apps = await store.oauthApps.list(environmentId)
    const page = pageOfSlugs(
      apps.map(({ provider }) => provider),
      request.query,
    )
    const result = apps.filter(({ provider }) => page.slugs.includes(provider))
    return json({
      result: result.map((app) => toEnvironmentIntegration(environmentId, app)),
      next_cursor: page.nextCursor,
      limit: page.limit,
    })
  },
}

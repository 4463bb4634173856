import { Refusal } from '@rollcall/providers'
import type { ApiToken, Store, Webhook } from '@rollcall/store'

/** The refusal for an unknown webhook. */
export const webhookNotFound = (id: string): Refusal =>
  new Refusal('not-found', `This environment has no webhook ${id.toLowerCase()}.`)

/**
 * A webhook of the token's environment.
 * @throws Refusal `not-found`
 */
export const webhookOf = async (
  store: Pick<Store, 'webhooks'>,
  { environmentId }: Pick<ApiToken, 'environmentId'>,
  id: string,
): Promise<Webhook> => {
  const webhook = await store.webhooks.get(environmentId, id.toLowerCase())
  if (webhook === undefined) throw webhookNotFound(id)
  return webhook
}

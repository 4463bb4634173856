import { openDatabase } from '../database.ts'
import { loadOrCreateLocalKey } from '../local-key.ts'
import { createStore } from '../store.ts'

/** A process of its own that writes accounts until it is killed, and tells the id of each once it is kept. */
const [dataDirectory = '', environmentId = ''] = process.argv.slice(2)

const store = await createStore({
  database: await openDatabase({ dataDirectory }),
  keys: loadOrCreateLocalKey(dataDirectory),
  refresher: () => Promise.reject(new Error('Not asked.')),
})
await store.environments.ensure({ id: environmentId, name: 'Production' })
for (;;) {
  const { id } = await store.accounts.create(environmentId, {
    provider: 'pipedrive',
    tenantId: 'acme',
    method: 'api_key',
    credential: { kind: 'api_key', apiKey: 'plain-api-key' },
    variables: { subdomain: 'acme' },
  })
  await store.accounts.update(environmentId, id, {
    tenantId: 'globex',
    credential: { kind: 'api_key', apiKey: 'new-api-key' },
  })
  process.stdout.write(`${id}\n`)
}

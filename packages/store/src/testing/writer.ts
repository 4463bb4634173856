import { loadOrCreateLocalKey } from '../local-key.ts'
import { openSqlite } from '../open-sqlite.ts'
import { openPostgres } from '../postgres/open-postgres.ts'
import { createStore } from '../store.ts'

/** A program that writes accounts until it is killed, and prints the id of each once it is stored. */
const [dataDirectory = '', environmentId = '', url = ''] = process.argv.slice(2)

const store = await createStore({
  database: await (url === '' ? openSqlite({ dataDirectory }) : openPostgres({ url })),
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

import createClient from 'openapi-fetch'
import type { paths } from './generated/contract'

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:8080' })
const query = { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' }

const list = await client.GET('/unified/crm/users', {
  params: { query: { ...query, limit: 50, sort_by: { created_at: 'desc' } } },
})
for (const user of list.data?.result ?? []) {
  user.id.toUpperCase()
  // @ts-expect-error an id is text
  user.id.toFixed()
}

const params = { path: { id: '7' }, query }
const user = await client.GET('/unified/crm/users/{id}', { params })
user.data?.email?.toUpperCase()

const { data, error } = await client.PATCH('/unified/crm/users/{id}', { params, body: { is_active: false } })
for (const warning of data?.warnings ?? []) warning.detail.toUpperCase()
if (error?.type === '/errors/user-not-found') error.title.toUpperCase()

import { createClient } from '@rollcall/client'

/** The names of the users of an account, as a page reads them. */
globalThis.namesOf = async (baseUrl, integrated_account_id) => {
  const client = createClient({ baseUrl, token: 'demo-token' })
  const names = []
  for await (const user of client.userLines({ params: { query: { integrated_account_id } } })) names.push(user.name)
  for await (const user of client.users({ params: { query: { integrated_account_id } } })) names.push(user.name)
  const { error } = await client.PATCH('/unified/crm/users/{id}', {
    params: {
      path: { id: '999999' },
      query: { integrated_account_id },
      header: { 'Idempotency-Key': crypto.randomUUID() },
    },
    body: { is_active: false },
  })
  return { names, problem: error?.type }
}

import { getUser, listUsers, updateUser } from './generated/client'

const query = { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' }

const list = await listUsers({ ...query, limit: 50, sort_by: { created_at: 'desc' } })
if (list.status === 200) {
  for (const user of list.data.result) {
    user.id.toUpperCase()
    // @ts-expect-error an id is text
    user.id.toFixed()
  }
}

const user = await getUser('7', query)
if (user.status === 200) user.data.email?.toUpperCase()

const update = await updateUser('7', { is_active: false }, query)
if (update.status === 200) for (const warning of update.data.warnings ?? []) warning.detail.toUpperCase()
else if (update.data.type === '/errors/user-not-found') update.data.title.toUpperCase()

import { getUser, listUsers, type Problem, updateUser } from './generated'

const query = { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' }

const list = await listUsers({ ...query, limit: 50, sort_by: { created_at: 'desc' } })
for (const user of list.result) {
  user.id.toUpperCase()
  // @ts-expect-error an id is text
  user.id.toFixed()
}

const user = await getUser('7', query)
user.email?.toUpperCase()

const updated = await updateUser('7', { is_active: false }, query)
for (const warning of updated.warnings ?? []) warning.detail.toUpperCase()

/** What is thrown has no type of its own. */
export const isUnknownUser = (problem: Problem): boolean => problem.type === '/errors/user-not-found'

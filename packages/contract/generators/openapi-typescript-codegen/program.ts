import { ApiError, OpenAPI, type Problem, UsersService } from './generated'

OpenAPI.TOKEN = 'demo-token'
const account = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'

const list = await UsersService.listUsers(account)
for (const user of list.result) {
  user.id.toUpperCase()
  // @ts-expect-error an id is text
  user.id.toFixed()
}

const user = await UsersService.getUser('7', account)
user.email?.toUpperCase()

try {
  const updated = await UsersService.updateUser('7', account, { is_active: false })
  for (const warning of updated.warnings ?? []) warning.detail.toUpperCase()
} catch (error) {
  if (!(error instanceof ApiError)) throw error
  const problem: Problem = error.body
  if (problem.type === '/errors/user-not-found') problem.title.toUpperCase()
}

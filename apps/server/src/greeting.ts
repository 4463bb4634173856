import type { Config } from './config.ts'
import type { Running } from './start.ts'

const line = (label: string, value: string): string => `  ${label.padEnd(12)}${value}\n`

/** What a server says when it listens; a demo says how to try it. */
export const greeting = (
  { origin, demoAccounts }: Pick<Running, 'origin' | 'demoAccounts'>,
  config: Pick<Config, 'demo'>,
): string => {
  if (config.demo === undefined) return `Rollcall listens on ${origin}\n`
  const [first] = demoAccounts
  const { token } = config.demo
  const accounts = demoAccounts.map(({ provider, id }) => line(provider, id)).join('')
  return `
Rollcall demo on ${origin}
Every vendor is a sandbox on this machine; nothing leaves it.

${line('API token', token)}
Accounts (integrated_account_id):
${accounts}
Try it:

  curl -H 'Authorization: Bearer ${token}' '${origin}/unified/crm/users?integrated_account_id=${first?.id ?? ''}&limit=3'

`
}

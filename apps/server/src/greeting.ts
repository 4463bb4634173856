import type { Config } from './config.ts'
import type { DemoAccount } from './demo.ts'

const line = (label: string, value: string, width: number): string => `  ${label.padEnd(width)}  ${value}\n`

/** The output of a server when it listens; that of a demo has a call to try. */
export const greeting = (
  { origin, demoAccounts }: { readonly origin: string; readonly demoAccounts: readonly DemoAccount[] },
  config: Pick<Config, 'demo'>,
): string => {
  if (config.demo === undefined) return `Rollcall listens on ${origin}\nIts reference is ${origin}/docs\n`
  const [first] = demoAccounts
  const { token } = config.demo
  const width = Math.max(...demoAccounts.map(({ provider }) => provider.length))
  const accounts = demoAccounts.map(({ provider, id }) => line(provider, id, width)).join('')
  return `
Rollcall demo on ${origin}
Every vendor is a sandbox on this machine; nothing leaves it.

${line('API token', token, width)}${line('What this is', origin, width)}${line('Console', `${origin}/console`, width)}${line('Reference', `${origin}/docs`, width)}${line('Providers', `${origin}/providers`, width)}${line('Errors', `${origin}/errors`, width)}
Accounts (integrated_account_id):
${accounts}
Try it:

  curl -H 'Authorization: Bearer ${token}' '${origin}/unified/crm/users?integrated_account_id=${first?.id ?? ''}&limit=3'

`
}

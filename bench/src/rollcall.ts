import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startTarget, type Target } from './process.ts'

/** Rollcall as it runs in production, with one imported account whose vendor is the benchmark's own. */

const start = new URL('../../apps/server/start.js', import.meta.url)

export interface Connected {
  readonly target: Target
  readonly token: string
  readonly accountId: string
}

export const startRollcall = async (vendorOrigin: string): Promise<Connected> => {
  const environment = {
    DATA_DIR: await mkdtemp(join(tmpdir(), 'rollcall-bench-')),
    ROLLCALL_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    ROLLCALL_VENDOR_ORIGIN: vendorOrigin,
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    LOG_LEVEL: 'silent',
  }
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(start), 'bootstrap'], {
    env: { ...process.env, ...environment },
  })
  const token = stdout.match(/rollcall_[0-9a-f]+/)?.[0]
  if (token === undefined) throw new Error(`npm run bootstrap printed no token:\n${stdout}`)
  const target = await startTarget('Rollcall', start, environment, '/readyz')
  const answer = await fetch(`${target.origin}/integrated-account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      integration: 'pipedrive',
      tenant_id: 'bench',
      authentication_method: 'api_key',
      context: { api_key: 'made-up-key', company_domain: 'bench' },
    }),
  })
  const text = await answer.text()
  if (answer.status !== 201) throw new Error(`The account was refused: ${text}`)
  const account: { id: string } = JSON.parse(text)
  return { target, token, accountId: account.id }
}

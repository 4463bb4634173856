import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadOrCreateLocalKey } from './local-key.ts'
import { temporaryFolder, urlOf } from './testing/test-database.ts'
import { environmentId, openTestStore, patient } from './testing/test-store.ts'

/** Starts a writing process, kills it after it has reported this many accounts, and returns their ids. */
const writeAndKill = async (folder: string, count: number): Promise<string[]> => {
  const script = join(import.meta.dirname, 'testing', 'writer.ts')
  const writer = spawn(process.execPath, [script, folder, environmentId, (await urlOf(folder)) ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    writer.kill('SIGKILL')
  })
  const exited = once(writer, 'exit')
  const reported: string[] = []
  for await (const id of createInterface(writer.stdout)) {
    reported.push(id)
    if (reported.length === count) writer.kill('SIGKILL')
  }
  await exited
  return reported
}

describe('a process that is killed while it writes', () => {
  it('leaves every account complete, and every account that it reported', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder()
    const reported = [...(await writeAndKill(folder, 20)), ...(await writeAndKill(folder, 33))]
    expect(reported.length).toBeGreaterThanOrEqual(53)

    const { store } = await openTestStore({ folder, keys: loadOrCreateLocalKey(folder) })
    const { result } = await store.accounts.list(environmentId, { limit: 1000 })
    expect(result.map(({ id }) => id)).toEqual(expect.arrayContaining(reported))
    for (const { id, tenantId } of result) {
      const account = await store.accounts.open(environmentId, id)
      const apiKey = tenantId === 'globex' ? 'new-api-key' : 'plain-api-key'
      expect(account?.open(patient())).toMatchObject({ credential: { kind: 'api_key', apiKey } })
      if (reported.includes(id)) expect(tenantId).toBe('globex')
    }
  })
})

import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

test('a start before `npm ci` prints one sentence with the command to run', async () => {
  const clone = await realpath(await mkdtemp(join(tmpdir(), 'rollcall-clone-')))
  onTestFinished(() => rm(clone, { recursive: true }))
  const server = join(clone, 'apps/server')
  await mkdir(server, { recursive: true })
  for (const name of ['start.js', 'rollcall.js', 'package.json']) {
    await copyFile(join(import.meta.dirname, '..', name), join(server, name))
  }
  const start = promisify(execFile)(process.execPath, [join(server, 'start.js')])
  await expect(start).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: `The packages that Rollcall consists of are not installed: run \`npm ci\` in ${clone}/ first.\n`,
  })
})

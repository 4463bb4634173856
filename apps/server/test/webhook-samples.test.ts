import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The programs of docs/webhooks.md that verify a request, unchanged. */

const page = readFileSync(join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8')
const sampleIn = (language: string): string => {
  const [, sample] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? []
  if (sample === undefined) throw new Error(`docs/webhooks.md has no ${language}.`)
  return sample
}

const body = '{"payload":{"tenant_id":"Zoë"}}'
const secret = 'whsec_made-up'
const sign = (key: string): string => `format=sha256,v=${createHmac('sha256', key).update(body).digest('hex')}`

const run = (command: string, args: readonly string[], program: string): unknown => {
  const { stdout, stderr, error } = spawnSync(command, args, { input: program, encoding: 'utf8' })
  if (error !== undefined) throw error
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const cases = JSON.stringify([sign(secret), sign('whsec_other'), 'format=sha256,v=', ''])
const verdicts = [true, false, false, false]

test('the program for Node accepts only messages that were signed with its secret', () => {
  const program = `${sampleIn('js')}
process.stdout.write(JSON.stringify(${cases}.map((header) => isFromRollcall(Buffer.from(${JSON.stringify(body)}), header, '${secret}'))))`
  expect(run(process.execPath, ['--input-type=module', '-'], program)).toEqual(verdicts)
})

test('the program for Python accepts only messages that were signed with its secret', () => {
  const program = `${sampleIn('python')}
import json
print(json.dumps([is_from_rollcall(${JSON.stringify(body)}.encode(), header, "${secret}") for header in ${cases}]))`
  expect(run('python3', ['-'], program)).toEqual(verdicts)
})

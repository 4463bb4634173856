import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

/** The commands that use a server over HTTP or the store itself: both give the same results. */

let site: CommandSite
let http: Readonly<Record<string, string>>
beforeAll(async () => {
  site = await openCommandSite()
})
afterAll(() => site.stop())

const unknownId = '07427125-ff91-5551-892c-3fe5f54b6f9b'

describe('over HTTP', () => {
  const way = 'over HTTP'
  beforeAll(async () => {
    http = await site.serve()
  })
  afterAll(() => site.stopServer())
  const run = (line: string, input = '') => site.run(line.split(' '), http, input)

  test('a token is made, listed and revoked', async () => {
    const made = await run('tokens create --name mirror --scope read --scope raw --json')
    expect([made.code, made.errors]).toEqual([0, expect.stringMatching(/^The token "mirror" \(.*\) was made; /)])
    const { id, token, scopes } = made.json() as { id: string; token: string; scopes: string[] }
    expect(scopes).toEqual(['read', 'raw'])
    const listed = await run('tokens list')
    expect(listed.output).toMatch(new RegExp(`^${id}  mirror +…${token.slice(-4)} +read,raw`, 'm'))
    expect(listed.output).not.toContain(token)
    expect(await run(`tokens revoke ${id}`)).toMatchObject({ code: 0, output: `The token ${id} is revoked.\n` })
    expect(await run(`tokens revoke ${id}`)).toMatchObject({
      code: 3,
      output: '',
      errors: `This environment has no API token ${id}.\n`,
    })
    const plain = await run('tokens create --name plain')
    expect(plain.output).toMatch(/^rollcall_[0-9a-f]{72}\n$/)
  })

  test('accounts are imported, listed, shown and deleted', async () => {
    const imported = await run('accounts import - --json', importLine('pipedrive', way) + importLine('hubspot', way))
    expect(imported.code).toBe(0)
    expect(imported.errors).toBe('2 imported, 0 skipped, 0 failed.\n')
    const listed = await run('accounts list --provider pipedrive --json')
    const [account] = listed.json() as { id: string; tenant_id: string }[]
    expect(account).toMatchObject({ tenant_id: way })
    const { id = '' } = account ?? {}
    expect((await run('accounts list --status active')).output).toMatch(new RegExp(`^${id}  pipedrive  ${way} +`, 'm'))
    const shown = await run(`accounts show ${id}`)
    expect(shown).toMatchObject({ code: 0, output: expect.stringContaining('"name":"pipedrive"') })
    expect(await run(`accounts delete ${id}`)).toMatchObject({ code: 0, output: `The account ${id} is deleted.\n` })
    expect(await run(`accounts show ${id} --json`)).toMatchObject({
      code: 3,
      errors: `${JSON.stringify({ error: `This environment has no account ${id}.`, exit_code: 3 })}\n`,
    })
    expect((await run('accounts list --status gone')).code).toBe(2)
  })
})

test('an imported account that will not work for long is reported with the reason', async () => {
  const token = { access_token: 'made-up-access-token', refresh_token: 'made-up-refresh-token', expires_in: 3600 }
  const line = (tenant: string) => importLine('outreach', tenant, { oauth: { token } }).replace('"api_key"', '"oauth2"')
  const warning =
    /The access token cannot be refreshed when it expires: .* has an OAuth app for outreach; set one with /
  const plain = await site.run(['accounts', 'import', '-'], {}, line('warned'))
  expect([plain.code, plain.errors]).toEqual([0, '1 imported, 0 skipped, 0 failed.\n'])
  expect(plain.output).toMatch(/^1 imported [\da-f-]{36} Warning: The access token cannot be refreshed .*\n$/)
  const json = await site.run(['accounts', 'import', '-', '--json'], {}, line('warned-too'))
  expect(json.json()).toEqual({
    line: 1,
    outcome: 'imported',
    id: expect.any(String),
    warnings: [expect.stringMatching(warning)],
  })
  expect(plain.output + json.output).not.toContain('made-up')
})

test('without a server, the same commands work on the store itself, and leave no token behind', async () => {
  const made = await site.run(['tokens', 'create', '--name', 'offline', '--json'])
  const { id } = made.json() as { id: string }
  const listed = await site.run(['tokens', 'list', '--json', '--environment', 'production'])
  expect((listed.json() as { id: string; name: string }[]).map(({ name }) => name)).toEqual([
    'offline',
    'plain',
    'bootstrap',
  ])
  expect((await site.run(['tokens', 'revoke', id, '--environment', 'staging'])).errors).toMatch(
    /^The store has no environment "staging"; it has production \(.*\)\.\n$/,
  )
})

test('an import continues after lines that fail, and a repeat imports only the missing lines', async () => {
  const file = join(site.folder, 'accounts.ndjson')
  const good = Array.from({ length: 3 }, (_, index) => importLine('close', `repeated ${index}`))
  const bad = [
    'no JSON\n',
    '{"integration": "hubspt"}\n',
    importLine('hubspot', 'no credential', { secret: 'secret-key' }),
    importLine('freshsales', 'x'.repeat(256)),
  ]
  writeFileSync(file, ['\n', ...good, ...bad].join(''))
  const first = await site.run(['accounts', 'import', file])
  expect(first.code).toBe(1)
  const lines = first.output.trim().split('\n').toSorted()
  expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '2 imported',
    '3 imported',
    '4 imported',
    '5 failed',
    '6 failed',
    '7 failed',
    '8 failed',
  ])
  expect(lines[3]).toMatch(/^5 failed The line is not a JSON object with integration/)
  expect(lines[5]).toMatch(/^7 failed context\./)
  expect(lines[6]).toMatch(/^8 failed .*tenant_id/)
  expect(first.output + first.errors).not.toContain('secret-key')
  expect(first.errors).toMatch(
    /^3 imported, 0 skipped, 4 failed\.\n4 of 7 lines failed; correct them and repeat the import, which skips the others\.\n$/,
  )
  writeFileSync(file, good.join(''))
  const second = await site.run(['accounts', 'import', file])
  expect(second).toMatchObject({ code: 0, errors: '0 imported, 3 skipped, 0 failed.\n' })

  // With two lines of one tenant, it is not known which of them is imported already.
  writeFileSync(file, good.slice(0, 1).concat(good.slice(0, 1)).join(''))
  const ambiguous = await site.run(['accounts', 'import', file])
  expect(ambiguous.output).toMatch(/^1 failed The environment has 1 of the 2 accounts .* with --allow-duplicates\.$/m)
  const allowed = await site.run(['accounts', 'import', file, '--allow-duplicates'])
  expect(allowed).toMatchObject({ code: 0, errors: '2 imported, 0 skipped, 0 failed.\n' })
  expect((await site.run(['accounts', 'import', join(site.folder, 'none')])).errors).toMatch(
    /cannot be read \(ENOENT\)/,
  )
})

test('1,000 lines are imported over HTTP', { timeout: 120_000 }, async () => {
  const over = await site.serve()
  const lines = Array.from({ length: 1000 }, (_, index) => importLine('pipedrive', `bulk ${index}`)).join('')
  const { code, output, errors } = await site.run(['accounts', 'import', '-'], over, lines)
  expect([code, errors]).toEqual([0, '1000 imported, 0 skipped, 0 failed.\n'])
  const reported = output
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  expect(new Set(reported.map(([number]) => number)).size).toBe(1000)
  expect(new Set(reported.map(([, , id]) => id)).size).toBe(1000)
  await site.stopServer()
})

describe('a failure is one sentence', () => {
  test('a folder that a server uses: the variables with the server’s address are named', async () => {
    await site.serve()
    const { code, output, errors } = await site.run(['tokens', 'list'])
    expect([code, output]).toEqual([1, ''])
    expect(errors).toBe(
      `The data folder ${site.folder}/data is in use by the process ${process.pid}; set ROLLCALL_URL to the address of that server and ROLLCALL_TOKEN to a token with the scope admin.\n`,
    )
    await site.stopServer()
  })

  test('a token that is missing, is wrong, or lacks the scope', async () => {
    const over = await site.serve()
    expect(await site.run(['tokens', 'list'], { ...over, ROLLCALL_TOKEN: '' })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^ROLLCALL_TOKEN is not set: .* set it or ROLLCALL_TOKEN_FILE\.\n$/),
    })
    const wrong = { ...over, ROLLCALL_TOKEN: 'wrong' }
    expect(await site.run(['tokens', 'list'], wrong)).toMatchObject({
      code: 4,
      errors: 'The API token is not valid: it is wrong, or it was revoked; send one that is valid.\n',
    })
    const made = await site.run(['tokens', 'create', '--name', 'reader', '--scope', 'read'], over)
    const file = join(site.folder, 'reader-token')
    writeFileSync(file, made.output, { mode: 0o600 })
    const { ROLLCALL_URL = '' } = over
    const reader = { ROLLCALL_URL, ROLLCALL_TOKEN_FILE: file }
    expect(await site.run(['accounts', 'list'], reader)).toMatchObject({ code: 0, errors: '' })
    expect((await site.run(['tokens', 'list'], reader)).code).toBe(4)
    await site.stopServer()
  })

  test('a server that does not answer', async () => {
    const gone = { ROLLCALL_URL: 'http://127.0.0.1:9', ROLLCALL_TOKEN: 'any' }
    const started = performance.now()
    expect(await site.run(['accounts', 'show', unknownId], gone)).toMatchObject({
      code: 5,
      errors: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 does not answer as a Rollcall server \(.*\); check /),
    })
    expect(performance.now() - started).toBeLessThan(30_000)
    expect((await site.run(['tokens', 'list', '--url', 'ftp://x'])).errors).toMatch(/^ROLLCALL_URL must be the address/)
  })

  test.each([
    [['dance'], 'Unknown command'],
    [['tokens', 'revoke'], "Missing required argument 'id'"],
    [['tokens', 'list', '--loud'], "Unknown option '--loud'"],
    [['backup', 'a', 'b'], 'Too many arguments'],
  ])('%j is a command line that is not valid', async (line, words) => {
    const { code, output, errors } = await site.run(line)
    expect([code, output]).toEqual([2, ''])
    expect(errors).toMatch(
      /^[^\n]+; `rollcall --help` lists the commands, and `rollcall <command> --help` shows how to use one\.\n$/,
    )
    expect(errors).toContain(words)
  })

  test('a database that is not reached may work later: 5', async () => {
    const gone = { DATABASE_URL: 'postgres://rollcall:secret@127.0.0.1:9/rollcall' }
    for (const line of ['tokens list', 'keys check', `backup ${site.folder}/b`, 'migrate']) {
      const ran = await site.run(line.split(' '), gone)
      expect([line, ran.code, ran.output]).toEqual([line, 5, ''])
      expect(ran.errors).toMatch(
        /^The PostgreSQL database 127\.0\.0\.1:9\/rollcall cannot be used: connect ECONNREFUSED .*\. Check DATABASE_URL,/,
      )
    }
  })

  test.each([
    [['tokens'], 'list, create, revoke'],
    [['keys'], 'new, check, rotate'],
  ])('%j is followed by one of its commands', async (line, names) => {
    expect(await site.run(line)).toEqual({
      code: 2,
      output: '',
      errors: `\`${line[0]}\` is followed by one of its commands: ${names}; \`rollcall ${line[0]} --help\` says what each does.\n`,
      json: expect.any(Function),
    })
  })

  test('a store that is not there, and keys that are not its own', async () => {
    const nowhere = { DATA_DIR: join(site.folder, 'nowhere') }
    for (const line of ['tokens list', 'keys check', 'keys rotate', `backup ${site.folder}/b`]) {
      expect(await site.run(line.split(' '), nowhere)).toMatchObject({
        code: 1,
        errors: `The folder ${nowhere.DATA_DIR} has no store; set DATA_DIR to the folder of the store, or run \`rollcall bootstrap\`.\n`,
      })
    }
    const { output } = await site.run(['keys', 'new', '--id', 'main'])
    const other = { ROLLCALL_KEYS: output.trim() }
    for (const line of ['tokens list', 'keys check', 'keys rotate']) {
      expect((await site.run(line.split(' '), other)).errors).toMatch(
        /^A stored secret does not open: the key "main" is not the one that sealed it.*; set ROLLCALL_KEYS to the keys of this store\.\n$/,
      )
    }
    expect((await site.run(['tokens', 'list'], { ROLLCALL_KEYS: '' })).errors).toMatch(/^ROLLCALL_KEYS is not set/)
  })
})

const commands = [
  'serve',
  'bootstrap',
  'keys new',
  'keys check',
  'keys rotate',
  'tokens list',
  'tokens create',
  'tokens revoke',
  'accounts list',
  'accounts show',
  'accounts import',
  'accounts delete',
  'users list',
  'users get',
  'users me',
  'users set',
  'people find',
  'people deactivate',
  'providers list',
  'providers show',
  'migrate',
  'backup',
  'restore',
  'doctor',
]

test.each(commands)('%s has help with an example, and can print JSON', async (command) => {
  const { code, output, errors } = await site.run([...command.split(' '), '--help'])
  expect([code, errors]).toEqual([0, ''])
  expect(output).toMatch(new RegExp(`^Usage: rollcall ${command}`))
  expect(output).toMatch(new RegExp(`Example:\\n.*rollcall ${command}`))
  if (command !== 'serve') expect(output).toContain('--json')
})

test('without a command, all of them are listed', async () => {
  const { code, output } = await site.run([])
  expect(code).toBe(0)
  for (const command of commands) expect(output).toContain(`  ${command.split(' ')[0]}`)
  expect(output).toContain('Exit codes: 0 done, 1 failed')
})

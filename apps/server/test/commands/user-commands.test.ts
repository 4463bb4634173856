import type { User } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

/** The users of one account on the command line, against the sandbox. */

let site: CommandSite
let http: Readonly<Record<string, string>>
beforeAll(async () => {
  site = await openCommandSite()
  http = await site.serve()
  const lines =
    importLine('pipedrive', 'acme') +
    importLine('zendesk-sell', 'paged') +
    importLine('close', 'acme') +
    importLine('close', 'globex')
  await site.run(['accounts', 'import', '-'], http, lines)
})
afterAll(() => site.stop())
beforeEach(() => site.sandbox.control('pipedrive').reset())

const run = (line: string, io = {}) => site.run(line.split(' '), http, '', io)
const list = async (line: string) => (await run(`users list --account pipedrive ${line} --json`)).json() as User[]

describe('users list', () => {
  test('shows a table of the first 100, and reports that there are more', async () => {
    const { code, output, errors } = await run('users list --account pipedrive')
    expect([code, errors]).toEqual([0, 'These are the first 100 users; --all lists every one.\n'])
    const lines = output.trimEnd().split('\n')
    expect(lines).toHaveLength(101)
    expect(lines[0]).toMatch(/^ID +NAME +EMAIL +ACTIVE +CREATED +UPDATED$/)
    expect(lines.slice(1).every((line) => / {2}(?:yes|no) {2,}\d{4}-\d{2}-\d{2}T/.test(line))).toBe(true)
  })

  test('filters and sorts as the API does', async () => {
    const inactive = await list('--inactive --limit 5 --sort email:desc')
    expect(inactive).toHaveLength(5)
    expect(inactive.every(({ is_active }) => is_active === false)).toBe(true)
    expect(inactive.map(({ email }) => email)).toEqual(
      inactive
        .map(({ email }) => email)
        .toSorted()
        .toReversed(),
    )
    const [first] = inactive
    expect(await list(`--email ${first?.email}`)).toEqual([first])
    expect(first).not.toHaveProperty('remote_data')
    expect((await list('--limit 1 --with-remote-data'))[0]).toHaveProperty('remote_data')
    const [active] = await list('--active --limit 1')
    const bounds = `--created-from ${active?.created_at} --created-before 2100-01-01`
    expect(
      (await list(`${bounds} --limit 1000`)).every(({ created_at: at }) => String(at) >= String(active?.created_at)),
    ).toBe(true)
  })

  test('--all prints every user once: as a table, as one document, as lines', async () => {
    const all = await list('--all')
    expect(all.length).toBeGreaterThan(300)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const { output, errors } = await run('users list --account pipedrive --all --ndjson')
    expect(errors).toBe('')
    expect(
      output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as User),
    ).toEqual(all)
    const table = await run('users list --account pipedrive --all')
    expect(table.output.trimEnd().split('\n')).toHaveLength(all.length + 1)
  })

  test('a list that breaks off is never printed as a whole one', async () => {
    const vendor = site.sandbox.control('zendesk-sell')
    vendor.fault({ after: 1, status: 500 })
    const lines = await run('users list --account zendesk-sell --all --ndjson')
    expect(lines.code).toBe(5)
    const [last = '', ...users] = lines.output.trimEnd().split('\n').reverse()
    expect(users.length).toBeGreaterThan(0)
    expect(JSON.parse(last)).toMatchObject({ error: { type: '/errors/provider-error', status: 502 } })
    expect(JSON.parse(lines.errors)).toMatchObject({ exit_code: 5 })
    vendor.reset()
    vendor.fault({ after: 1, status: 500 })
    expect(await run('users list --account zendesk-sell --all --json')).toMatchObject({ code: 5, output: '' })
    vendor.reset()
  })
})

describe('one user', () => {
  test('is shown, with every field on a line or as JSON', async () => {
    const [user] = await list('--limit 1')
    const shown = await run(`users get ${user?.id} --account pipedrive`)
    expect(shown.output).toMatch(new RegExp(`^id {20}${user?.id}\\n`))
    expect((await run(`users get ${user?.id} --account pipedrive --json`)).json()).toEqual(user)
    const me = await run('users me --account pipedrive --json')
    expect(me.json()).toMatchObject({ is_active: true })
    expect(await run('users get 99999999 --account pipedrive')).toMatchObject({ code: 3, output: '' })
  })

  test('is changed, each field by its type, and shown with the vendor’s values afterwards', async () => {
    const [user] = await list('--active --limit 1')
    const set = (line: string) => run(`users set ${user?.id} ${line} --account pipedrive`)
    expect((await set('is_active=false --json')).json()).toMatchObject({ id: user?.id, is_active: false })
    const lenient = await set('is_active=true email=new@acme.example --json')
    expect(lenient.code).toBe(0)
    expect(lenient.errors).toMatch(/^Warning: .* keeps name and e-mail .*\n$/)
    site.sandbox.control('pipedrive').clearRequests()
    const strict = await set('is_active=false email=new@acme.example --strict')
    expect([strict.code, strict.output]).toEqual([1, ''])
    expect(strict.errors).toMatch(/email/)
    expect(
      site.sandbox
        .control('pipedrive')
        .requests()
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([])
  })

  test.each([
    [
      'is_actve=false',
      'A user has no field "is_actve"; the nearest one is is_active; fields that can be set are name, first_name,',
    ],
    ['zzzzzzzzzzzz=1', 'A user has no field "zzzzzzzzzzzz"; fields that can be set are'],
    ['is_active=no', 'is_active must be true, false or null, not "no".'],
    ['custom_fields=[1]', 'custom_fields must be a JSON object such as {"Region": "North"}, not "[1]".'],
    ['is_active', '"is_active" is not a field with a value; write it as first_name=Ada.'],
    ['name=A name=B', 'name is set more than once; set it once.'],
    ['', 'No field is named; name a field and its value, as in is_active=false.'],
    ['--remote-data {', '--remote-data must be a JSON object such as {"Region": "North"}, not "{".'],
  ])('%j is refused before any call', async (fields, sentence) => {
    site.sandbox.control('pipedrive').clearRequests()
    const line = `users set 1 ${fields} --account pipedrive`.split(' ').filter((word) => word !== '')
    const { code, output, errors } = await site.run(line, http)
    expect([code, output]).toEqual([2, ''])
    expect(errors).toContain(sentence)
    expect(site.sandbox.control('pipedrive').requests()).toEqual([])
  })
})

describe('--account', () => {
  test('accepts an id, or a provider or tenant of a single account', async () => {
    const accounts = (await run('accounts list --json')).json() as { id: string; tenant_id: string }[]
    const globex = accounts.find(({ tenant_id }) => tenant_id === 'globex')
    const byId = await run(`users me --account ${globex?.id} --json`)
    expect((await run('users me --account globex --json')).json()).toEqual(byId.json())
  })

  test.each([
    [
      'close',
      2,
      /^There are 2 accounts at close; name one by --account and its id: \S+ \(close, globex\), \S+ \(close, acme\)\.\n$/,
    ],
    [
      'hubspot',
      3,
      /^There is no account at hubspot; `rollcall accounts list` shows the accounts, and --account accepts /,
    ],
    ['nobody', 3, /^There is no account of the tenant "nobody"; /],
    ['07427125-ff91-5551-892c-3fe5f54b6f9b', 3, /^This environment has no account 07427125/],
  ])('%s does not name one account', async (account, code, sentence) => {
    expect(await run(`users me --account ${account}`)).toMatchObject({ code, errors: expect.stringMatching(sentence) })
  })

  test('is needed', async () => {
    expect(await run('users me')).toMatchObject({ code: 2, errors: expect.stringContaining("'--account <account>'") })
  })
})

describe('output on a terminal', () => {
  const hostile = 'Eve\u001b]0;owned\u0007\u009b31m\u202egnp'
  const terminal = { isOutputTerminal: true }

  test("a vendor's control characters are escaped, in tables, JSON and lines", async () => {
    const [user] = await list('--limit 1')
    const body = {
      success: true,
      data: [{ id: Number(user?.id), name: hostile, email: 'eve@acme.example', active_flag: true }],
    }
    const shown: string[] = []
    for (const way of ['', ' --json', ' --ndjson']) {
      site.sandbox.control('pipedrive').reset()
      site.sandbox.control('pipedrive').fault({ match: { path: '/api/v1/users' }, status: 200, body })
      const { code, output, errors } = await run(`users list --account pipedrive${way}`, terminal)
      expect(code).toBe(0)
      shown.push(output + errors)
    }
    const all = shown.join('').replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '')
    expect(all).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
    expect(shown[0]).toContain('Eve\\u001b]0;owned\\u0007\\u009b31m\\u202egnp')
    expect((JSON.parse(shown[1] ?? '') as User[])[0]?.name).toBe(hostile)
    expect((JSON.parse(shown[2] ?? '') as User).name).toBe(hostile)
  })

  test('headings are bold on a terminal, where NO_COLOR is not set', async () => {
    const heading = async (more: Readonly<Record<string, string>>, io: object) => {
      const { output } = await site.run(['accounts', 'list'], { ...http, NO_COLOR: '', ...more }, '', io)
      return output.includes('\u001b')
    }
    expect(await heading({}, terminal)).toBe(true)
    expect(await heading({ NO_COLOR: '1' }, terminal)).toBe(false)
    expect(await heading({ TERM: 'dumb' }, terminal)).toBe(false)
    expect(await heading({}, {})).toBe(false)
  })

  test('columns are aligned where characters are two columns wide', async () => {
    const named = {
      success: true,
      data: [
        { id: 1, name: '山田太郎', email: 'a@acme.example', active_flag: true },
        { id: 2, name: 'Ada', email: 'b@acme.example', active_flag: true },
      ],
    }
    site.sandbox.control('pipedrive').fault({ match: { path: '/api/v1/users' }, status: 200, body: named })
    const { output } = await run('users list --account pipedrive')
    expect(output).toMatch(/^1 {3}山田太郎 {2}a@acme\.example {2}yes/m)
    expect(output).toMatch(/^2 {3}Ada {7}b@acme\.example {2}yes/m)
  })
})

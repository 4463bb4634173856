import { PassThrough } from 'node:stream'
import type { DeactivationOutcome, PersonHit } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CommandIo } from '../../src/commands/command-io.ts'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

/** One person in every account on the command line, against the sandbox. */

const email = 'ada.archer@acme.example'
const vendors = ['pipedrive', 'zendesk-sell', 'activecampaign'] as const

let site: CommandSite
let http: Readonly<Record<string, string>>
beforeAll(async () => {
  site = await openCommandSite()
  http = await site.serve()
  const lines = vendors.map((vendor) => importLine(vendor, vendor === 'pipedrive' ? 'acme' : 'globex')).join('')
  await site.run(['accounts', 'import', '-'], http, lines)
})
afterAll(() => site.stop())
beforeEach(() => {
  for (const vendor of vendors) site.sandbox.control(vendor).reset()
})

const run = (line: string, io: Partial<CommandIo> = {}, input = '') => site.run(line.split(' '), http, input, io)
const changes = (vendor: (typeof vendors)[number]) =>
  site.sandbox
    .control(vendor)
    .requests()
    .filter(({ method }) => method !== 'GET')
const outcomes = (json: unknown) =>
  Object.fromEntries(
    (json as (PersonHit | DeactivationOutcome)[]).map(({ account, outcome }) => [account.provider, outcome]),
  )

describe('people find', () => {
  test('shows a row for each account, and the same as JSON and lines', async () => {
    const table = await run(`people find ${email}`)
    expect([table.code, table.errors]).toEqual([0, ''])
    expect(table.output).toMatch(/^PROVIDER +TENANT +ACCOUNT +OUTCOME +USER +ACTIVE +NOTE\n/)
    expect(table.output).toMatch(/^pipedrive +acme +\S{36} +found +\d+ +yes$/m)
    const asJson = await run(`people find ${email} --json`)
    expect(outcomes(asJson.json())).toEqual({ pipedrive: 'found', 'zendesk-sell': 'found', activecampaign: 'found' })
    const lines = await run(`people find ${email} --ndjson`)
    const hits = lines.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PersonHit)
    expect(outcomes(hits)).toEqual(outcomes(asJson.json()))
    const one = await run(`people find ${email} --tenant acme --json`)
    expect(outcomes(one.json())).toEqual({ pipedrive: 'found' })
    const named = await site.run(['people', 'find', '--name', 'Ada Archer', '--tenant', 'acme', '--json'], http)
    expect(outcomes(named.json())).toEqual({ pipedrive: 'found' })
  })

  test('ends with 3 where no account has the person, with 1 where that is not known', async () => {
    expect(await run('people find nobody@acme.example')).toMatchObject({
      code: 3,
      errors: 'There is no nobody@acme.example in 3 accounts; names and addresses are compared as a whole.\n',
    })
    site.sandbox.control('zendesk-sell').fault({ status: 500 })
    const { code, output, errors } = await run('people find nobody@acme.example')
    expect([code, errors]).toEqual([
      1,
      '1 of 3 accounts were not done; each line has the reason, and the command can be repeated.\n',
    ])
    expect(output).toMatch(/^zendesk-sell +globex +\S{36} +failed {2,}\S.*\.$/m)
    expect(await run('people find')).toMatchObject({
      code: 2,
      errors: 'No person is named; give an e-mail address, --name or both.\n',
    })
  })
})

describe('people deactivate', () => {
  test('--dry-run changes nothing', async () => {
    const { code, output, errors } = await run(`people deactivate ${email} --dry-run`)
    expect(code).toBe(1)
    expect(output).toMatch(/^pipedrive +acme +\S{36} +would-be-switched-off +\d+ +yes$/m)
    expect(output).toMatch(/^activecampaign +globex +\S{36} +cannot +\d+ +yes +\S.*DELETE/m)
    expect(errors).toMatch(/^2 of 3 accounts were not done/)
    expect(vendors.flatMap(changes)).toEqual([])
  })

  test('--yes does not ask, and a repeat finds the user inactive', async () => {
    const line = `people deactivate ${email} --yes --tenant acme --json`
    const first = await run(line)
    expect([first.code, first.errors]).toEqual([0, ''])
    expect(outcomes(first.json())).toEqual({ pipedrive: 'switched-off' })
    expect(outcomes((await run(line)).json())).toEqual({ pipedrive: 'was-off' })
    expect(changes('pipedrive')).toHaveLength(1)
    expect(changes('zendesk-sell')).toEqual([])
  })

  test.each(['', ' --json'])('does not ask without a terminal (%j)', async (more) => {
    const { code, output, errors } = await run(`people deactivate ${email}${more}`)
    expect([code, output]).toEqual([2, ''])
    expect(errors).toContain('--dry-run shows what would be done, and --yes deactivates without a question.')
    expect(vendors.flatMap(changes)).toEqual([])
  })

  test('on a terminal it shows what would be done, asks, and does it only after yes', async () => {
    const line = `people deactivate ${email} --tenant acme`
    for (const answer of ['n\n', '\n', 'yesterday\n', '']) {
      expect(await run(line, { isInteractive: true }, answer)).toMatchObject({
        code: 1,
        output: expect.stringContaining('would-be-switched-off'),
        errors: `Deactivate ${email} in 1 account? [y/N] Nothing was changed.\n`,
      })
    }
    expect(changes('pipedrive')).toEqual([])
    const { code, output } = await run(line, { isInteractive: true }, 'y\n')
    expect(code).toBe(0)
    expect(output).toMatch(/would-be-switched-off[\s\S]*switched-off/)
    expect(changes('pipedrive')).toHaveLength(1)
    expect((await run(line, { isInteractive: true })).output).toContain('was-off')
  })

  test('an interrupt ends the question, and nothing is changed', async () => {
    const ending = new AbortController()
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const running = run(`people deactivate ${email} --tenant acme`, {
      isInteractive: true,
      signal: ending.signal,
      input: new PassThrough(),
      errors: (text) => {
        if (text.includes('[y/N]')) resolve()
      },
    })
    await asked
    ending.abort(new Error('interrupted'))
    expect((await running).code).toBe(1)
    expect(changes('pipedrive')).toEqual([])
  })
})

describe('progress', () => {
  const onTerminal = async (line: string) => {
    const errorsTerminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
    let shown = ''
    errorsTerminal.on('data', (chunk) => {
      shown += String(chunk)
    })
    const ran = await run(line, { errorsTerminal })
    return { ...ran, shown }
  }

  test('is shown on a terminal, and removed from it', async () => {
    const { shown, output } = await onTerminal(`people find ${email}`)
    expect(shown).toContain('of 3 accounts')
    expect(output).not.toContain('\u001b')
    expect((await onTerminal('users list --account pipedrive --all')).shown).toContain(' users')
  })

  test('is not shown to a program', async () => {
    expect((await onTerminal(`people find ${email} --json`)).shown).toBe('')
    expect((await onTerminal('users list --account pipedrive --all --ndjson')).shown).toBe('')
  })
})

describe('providers', () => {
  test('are listed, and each shows what it can do', async () => {
    const listed = await run('providers list')
    expect(listed.output.trimEnd().split('\n')).toHaveLength(26)
    expect(listed.output).toMatch(/^hubspot +HubSpot +oauth2/m)
    expect((await run('providers list --json')).json()).toHaveLength(25)
    const { output } = await run('providers show activecampaign')
    expect(output).toMatch(/^ActiveCampaign \(activecampaign\)\nhttps:\/\//)
    expect(output).toMatch(/^Logins:\n {2}api_key/m)
    expect(output).toMatch(/^ {2}list: yes\n {4}reads id, /m)
    expect(output).toMatch(/^ {4}filters by .*\((?:native|emulated)\)/m)
    expect((await run('providers show hubspot --json')).json()).toMatchObject({ provider: 'hubspot' })
    expect(await run('providers show hubspt')).toMatchObject({ code: 2, output: '' })
  })
})

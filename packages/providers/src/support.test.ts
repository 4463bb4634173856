import { readFileSync } from 'node:fs'
import { methodNames } from '@rollcall/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Adapter } from './contract.ts'
import { adapters } from './registry.ts'
import { capabilitiesOf, describeMeta, integrationOf, switchingOffOf } from './support.ts'
import { supportSummary, supportTable } from './support-table.ts'
import { acme, acmeListing, acmeWith, type Person } from './testing/made-up-vendor.ts'

const specification: { components: { schemas: Record<string, unknown> } } = JSON.parse(
  readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'contract', components: specification.components })

/** The faults of a value by the contract's schema of that name. */
const faults = (schema: string, value: unknown): unknown => {
  const validate = ajv.compile({ $ref: `contract#/components/schemas/${schema}` })
  return validate(value) ? [] : validate.errors
}

const named = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name)
const every: readonly Adapter<never>[] = Object.values(adapters)

describe.each(every)('what is reported for $name', (adapter) => {
  it('fits the contract', () => {
    expect(faults('Capabilities', capabilitiesOf(adapter))).toEqual([])
    expect(faults('Integration', integrationOf(adapter))).toEqual([])
    for (const method of methodNames) expect(faults('Meta', describeMeta(adapter, method))).toEqual([])
  })

  it('reports for each operation that it is supported, or why not', () => {
    for (const method of methodNames) {
      const declared = adapter.users[method]
      const { supported, reason, response_fields, body_fields } = describeMeta(adapter, method)
      expect(supported).toBe(!('absent' in declared))
      expect(reason).toBe('absent' in declared ? declared.absent : undefined)
      if (!supported) expect([response_fields, body_fields]).toEqual([[], []])
    }
  })

  it('has a filter for each field that its users have, and native ones only as declared', () => {
    const { response_fields, filters, sorts } = describeMeta(adapter, 'list')
    const has = named(response_fields)
    expect(named(filters)).toEqual(
      ['email', 'name', 'is_active', 'created_at', 'updated_at'].filter((field) => has.includes(field)),
    )
    const native = filters.filter(({ mode }) => mode === 'native').map(({ name }) => name)
    expect([...native].sort()).toEqual([...(adapter.users.list.nativeFilters ?? [])].sort())
    expect(
      sorts
        .filter(({ mode }) => mode === 'native')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...(adapter.users.list.nativeSorts ?? [])].sort())
  })

  it('marks every field that a create needs', () => {
    const { create } = adapter.users
    if ('absent' in create) return
    const { body_fields } = describeMeta(adapter, 'create')
    const needed = body_fields.filter(({ required }) => required).map(({ name }) => name)
    const remote = create.requiredRemoteKeys === undefined ? [] : ['remote_data']
    expect(needed.sort()).toEqual([...create.required, ...remote].sort())
  })
})

describe('how users are deactivated', () => {
  it.each(every)('$name: by an update that accepts is_active, else with the reason and the alternative', (adapter) => {
    const { operations } = capabilitiesOf(adapter)
    const { reason, instead } = switchingOffOf(adapter)
    const isWritten = operations.update.body_fields.some(({ name }) => name === 'is_active')
    expect(reason === undefined).toBe(isWritten)
    if (reason !== undefined) expect(reason).toMatch(/^[A-Z].+[^.]\.$/)
    expect(instead).toBe(operations.delete.supported ? 'delete' : 'in-the-crm')
  })
})

describe('what is reported for Acme', () => {
  const reported = (adapter: Adapter<Person>, method: (typeof methodNames)[number]) => describeMeta(adapter, method)

  it('includes its notes, its secrets and its documentation', () => {
    const adapter = acmeListing({ note: 'Queues are left out.' }, { notes: ['Acme is slow.'] })
    expect(reported(adapter, 'list')).toMatchObject({
      notes: ['Acme is slow.', 'Queues are left out.'],
      removed_secrets: ['password'],
      documentation_link: 'https://acme.test/docs',
    })
    expect(reported(adapter, 'get').notes).toEqual(['Acme is slow.'])
  })

  it('names the fields that are derived or made, and how a name is split', () => {
    const adapter: Adapter<Person> = {
      ...acme,
      user: {
        ...acme.user,
        name: { write: 'split' },
        is_active: { read: () => true, derived: 'Acme removes users, so an existing user is active.' },
        singleName: 'first_name',
      },
    }
    expect(reported(adapter, 'get').response_fields).toEqual(
      expect.arrayContaining([
        { name: 'name', note: 'First and last name joined.' },
        { name: 'is_active', derived: true, note: 'Acme removes users, so an existing user is active.' },
      ]),
    )
    expect(reported(adapter, 'update').body_fields).toEqual(
      expect.arrayContaining([
        { name: 'name', required: false, note: expect.stringContaining('a single word becomes first_name') },
      ]),
    )
    expect(named(reported(adapter, 'update').body_fields)).not.toContain('is_active')
  })

  it('names what a create must have in remote_data', () => {
    const { create } = acme.users
    if ('absent' in create) throw new Error('Acme creates.')
    const fields = reported(
      acmeWith({ create: { ...create, requiredRemoteKeys: ['profile', 'alias'] } }),
      'create',
    ).body_fields
    expect(fields.at(-1)).toEqual({
      name: 'remote_data',
      required: true,
      note: expect.stringMatching(/^Must have profile, alias\. Refused/),
    })
    expect(fields.find(({ name }) => name === 'email')?.required).toBe(true)
  })

  it('names the rights that remote_data may not set, without those that a creation requires', () => {
    const { create } = acme.users
    if ('absent' in create) throw new Error('Acme creates.')
    const refused = 'Refused, because they grant rights, unless the operator of Rollcall allows them:'
    expect(reported(acme, 'update').body_fields.at(-1)).toEqual({
      name: 'remote_data',
      required: false,
      note: `Merged over the vendor's body; its values replace others. ${refused} role, permission*.`,
    })
    const needing = acmeWith({ create: { ...create, requiredRemoteKeys: ['role@odata.bind'] } })
    expect(reported(needing, 'create').body_fields.at(-1)?.note).toBe(
      `Must have role@odata.bind. ${refused} permission*.`,
    )
  })

  it('has only the id in the answer to a deletion', () => {
    expect(reported(acme, 'delete').response_fields).toEqual([{ name: 'id' }])
  })

  it('names the ways to connect it', () => {
    const adapter: Adapter<Person> = {
      ...acme,
      account: {
        org: { description: 'The organisation.', example: '7', pattern: /\d+/ },
        region: { description: 'The region.', example: 'eu', pattern: /eu|us/, optional: true },
      },
    }
    expect(integrationOf(adapter)).toMatchObject({
      label: 'Acme',
      category: 'crm',
      authentication_methods: [{ method: 'oauth2', scopes: [] }, { method: 'api_key' }],
      account_variables: [
        { name: 'org', pattern: '^(?:\\d+)$', required: true },
        { name: 'region', pattern: '^(?:eu|us)$', required: false },
      ],
    })
    expect(capabilitiesOf(adapter).api_versions).toEqual([{ name: 'v1' }])
  })
})

describe('the support table', () => {
  const bare = acmeWith(
    { me: { absent: 'Keys have no user.' }, delete: { absent: 'Keys have no user.' } },
    { name: 'zeta', apiVersion: { name: 'v9', retiresAt: '2027-01-01' } },
  )
  const text = supportTable([bare, acme])
  const rows = text.split('\n').filter((line) => line.startsWith('|'))

  it('has a row for each provider in each table, by name', () => {
    const first = rows.map((row) =>
      row
        .split(' | ')[0]
        ?.replaceAll(/[|[\]]|\(.*\)/g, '')
        .trim(),
    )
    expect(first.filter((name) => name === 'Acme' || name === 'zeta')).toEqual(Array(5).fill(['Acme', 'zeta']).flat())
  })

  it('has as many cells in a row as its table has columns', () => {
    let columns = 0
    for (const row of rows) {
      const cells = row.split('|').length
      if (row.startsWith('| Provider')) columns = cells
      expect(cells).toBe(columns)
    }
  })

  it('has a footnote with the reason for each missing part, each reason once', () => {
    expect(text).toContain('| [zeta](https://acme.test/docs) | yes | yes | -[^1] | yes | yes | -[^1] |')
    expect(text.match(/Keys have no user\./g)).toHaveLength(1)
    expect(text).toContain('[^1]: Keys have no user.')
    expect(text).toContain('v9 (retired on 2027-01-01)')
    expect(text).toContain('email (required)')
  })

  it('has a short form for the README: a row for each provider, with the fields that an update changes', () => {
    const short = supportSummary([bare, acme]).split('\n')
    expect(short).toHaveLength(5)
    expect(short[2]).toMatch(/^\| Acme \| yes \| yes \| yes \| yes \| yes \| yes \| \w/)
    expect(short[3]).toMatch(/^\| zeta \| yes \| yes \| - \| yes \| yes \| - \| \w/)
    expect(short.join('')).not.toContain('remote_data')
  })

  it('does not depend on the order of the adapters, and refers only to footnotes that exist', () => {
    const all = supportTable(every)
    expect(supportTable([...every].reverse())).toBe(all)
    const marks = new Set([...all.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, mark]) => mark))
    const notes = [...all.matchAll(/^\[\^(\d+)\]: (.+)$/gm)].map(([, mark]) => mark)
    expect([...marks].sort()).toEqual([...notes].sort())
  })
})

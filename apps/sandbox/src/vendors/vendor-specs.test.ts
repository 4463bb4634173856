import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readVendorSpec } from '../testing/read-vendor-spec.ts'
import type { VendorSpec } from '../testing/vendor-spec.ts'
import { type Answer, visit } from '../testing/visitor.ts'
import type { Vendor } from '../vendor.ts'
import { vendors } from '../vendors.ts'
import { type AcceptedDeviation, type SpecCall, type SpecCalls, specCalls } from './vendor-spec-calls.ts'

const folder = process.env.VENDOR_SPECS

describe('answers match the vendors’ own specifications', () => {
  if (!folder) {
    test('left out: VENDOR_SPECS names no folder with specifications', () => {
      process.stdout.write(
        'left out: the simulators were not compared with the vendors’ specifications (VENDOR_SPECS)\n',
      )
    })
    return
  }

  test('the folder exists, and has a specification for some vendor', () => {
    expect(existsSync(folder)).toBe(true)
    expect(vendors.some((vendor) => readVendorSpec(folder, vendor.slug))).toBe(true)
  })

  for (const vendor of vendors) {
    const spec = readVendorSpec(folder, vendor.slug)
    if (!spec) continue
    test(`${vendor.name}: every call of its table`, async () => {
      const table = specCalls[vendor.slug]
      if (!table) throw new Error(`${vendor.slug} has a specification, so vendor-spec-calls.ts needs its calls`)
      const { found, unused } = await compare(vendor, spec, table)
      expect(found).toEqual([])
      expect(unused, 'accepted deviations that no longer occur').toEqual([])
    })
  }
})

const compare = async (
  vendor: Vendor,
  spec: VendorSpec,
  table: SpecCalls,
): Promise<{ found: readonly string[]; unused: readonly AcceptedDeviation[] }> => {
  const unused = new Set(table.accepted ?? [])
  const found = new Set<string>()
  for (const call of table.calls) {
    const name = `${call.method} ${call.path}`
    const answer = await send(vendor, table, call)
    if (answer.status !== call.status) found.add(`${name}: ${answer.status} instead of ${call.status}: ${answer.text}`)
    const [path = ''] = call.path.split('?')
    const exchange = { method: call.method, path, sent: call.json, status: answer.status, body: answer.json }
    for (const deviation of spec.deviations(exchange)) {
      const pointer = deviation.pointer.replace(/\/\d+(?=\/|$)/g, '/*')
      const accepted = (table.accepted ?? []).filter(
        (one) => name.startsWith(one.call) && one.pointer === pointer && deviation.message.includes(one.message),
      )
      for (const one of accepted) unused.delete(one)
      if (accepted.length === 0) found.add(`${name} -> ${answer.status} at '${pointer}': ${deviation.message}`)
    }
  }
  return { found: [...found], unused: [...unused] }
}

/** Each call gets a new vendor. */
const send = async (vendor: Vendor, table: SpecCalls, call: SpecCall): Promise<Answer> => {
  const visitor = await visit(vendor)
  try {
    const body = call.json === undefined ? {} : { json: call.json }
    return await visitor.send(call.method, call.path, { ...body, headers: call.headers ?? table.headers })
  } finally {
    await visitor.close()
  }
}

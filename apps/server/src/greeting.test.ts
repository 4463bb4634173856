import { describe, expect, it } from 'vitest'
import { greeting } from './greeting.ts'

const origin = 'http://127.0.0.1:8080'

describe('the output of a server when it listens', () => {
  it('is its address, in production', () => {
    expect(greeting({ origin, demoAccounts: [] }, { demo: undefined })).toBe(
      `Rollcall listens on ${origin}\nIts reference is ${origin}/docs\n`,
    )
  })

  it('is a table of accounts in a demo, with a call that can be pasted', () => {
    const demoAccounts = [
      { provider: 'attio' as const, id: '11111111-1111-5111-8111-111111111111' },
      { provider: 'dynamics-365-sales' as const, id: '22222222-2222-5222-8222-222222222222' },
    ]
    const said = greeting({ origin, demoAccounts }, { demo: { token: 'demo-token' } })
    expect(said).toContain('  attio               11111111-1111-5111-8111-111111111111\n')
    expect(said).toContain('  dynamics-365-sales  22222222-2222-5222-8222-222222222222\n')
    for (const page of ['/console', '/docs', '/providers', '/errors']) expect(said).toContain(`  ${origin}${page}\n`)
    expect(said).toContain(
      `curl -H 'Authorization: Bearer demo-token' '${origin}/unified/crm/users?integrated_account_id=11111111-1111-5111-8111-111111111111&limit=3'`,
    )
  })
})

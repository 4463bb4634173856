import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AttioApiError,
  type AttioClient,
  createAttioClient,
  createWorkspaceMemberId,
  getV2Self,
  getV2WorkspaceMembers,
  getV2WorkspaceMembersByWorkspaceMemberId,
  getWorkspaceMember,
  listWorkspaceMembers,
} from 'attio-ts-sdk'
import { runVendor } from './start.ts'

const running = runVendor('attio')

const client = (apiKey = 'sandbox-attio-token'): AttioClient =>
  createAttioClient({ apiKey, baseUrl: running().origin, retry: { maxRetries: 0 } })

// Members cannot be written, so there is nothing of that kind to try.
describe('attio-ts-sdk 2.3.0', () => {
  test('lists the whole workspace, by the generated call and by the written one', async () => {
    const listed = await getV2WorkspaceMembers({ client: client(), throwOnError: true })
    const members = listed.data.data
    assert.ok(members.length > 300)
    assert.equal(members[0]?.email_address, 'ada.archer@acme.example')
    assert.match(members[0]?.created_at ?? '', /\.\d{9}Z$/)
    assert.ok(members.some((member) => member.access_level === 'suspended'))
    assert.equal((await listWorkspaceMembers({ client: client() })).length, members.length)
  })

  test('gets the own user, and a member', async () => {
    const self = await getV2Self({ client: client(), throwOnError: true })
    const { active } = self.data
    assert.equal(active, true)
    const id = 'authorized_by_workspace_member_id' in self.data ? self.data.authorized_by_workspace_member_id : ''
    const path = { workspace_member_id: id }
    const me = await getV2WorkspaceMembersByWorkspaceMemberId({ client: client(), path, throwOnError: true })
    assert.equal(me.data.data.first_name, 'Karin')
    const again = await getWorkspaceMember({ client: client(), workspaceMemberId: createWorkspaceMemberId(id) })
    assert.deepEqual(again, me.data.data)
  })

  test('throws its errors', async () => {
    const path = { workspace_member_id: '00000000-0000-4000-a000-000000000000' }
    const unknown = getV2WorkspaceMembersByWorkspaceMemberId({ client: client(), path, throwOnError: true })
    await assert.rejects(unknown, { status: 404, code: 'not_found', type: 'invalid_request_error' })
    await assert.rejects(getV2WorkspaceMembers({ client: client('wrong'), throwOnError: true }), {
      status: 401,
      type: 'auth_error',
    })
    // The observed answer to a text that is not a token.
    await assert.rejects(getV2Self({ client: client('wrong'), throwOnError: true }), {
      status: 400,
      type: 'invalid_request_error',
    })
    running().control.limitRate({ limit: 1, windowMs: 60_000, kind: 'sliding' })
    await getV2WorkspaceMembers({ client: client(), throwOnError: true })
    await assert.rejects(getV2WorkspaceMembers({ client: client(), throwOnError: true }), ({ cause }: Error) => {
      assert.ok(cause instanceof AttioApiError)
      assert.deepEqual([cause.status, cause.code], [429, 'rate_limit_exceeded'])
      // Read from a date.
      const waitMs = cause.retryAfterMs ?? 0
      assert.ok(waitMs > 50_000 && waitMs <= 61_000)
      return true
    })
  })
})

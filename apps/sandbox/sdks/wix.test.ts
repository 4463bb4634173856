import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { members } from '@wix/members'
import { ApiKeyStrategy, AppStrategy, createClient } from '@wix/sdk'
import { demoLogins, people } from '../src/index.ts'
import { runVendor } from './start.ts'

const vendor = runVendor('wix')
const [keyLogin, appLogin] = demoLogins('wix')
const realFetch = globalThis.fetch

before(() => {
  // The SDK's host is fixed, so its calls are redirected.
  globalThis.fetch = (input, init) => {
    const asked = new Request(input, init)
    const url = new URL(asked.url)
    assert.equal(url.host, 'www.wixapis.com')
    const headers = new Headers(asked.headers)
    headers.set('x-forwarded-host', url.host)
    return realFetch(`${vendor().origin}${url.pathname}${url.search}`, { ...init, headers })
  }
})

after(() => {
  globalThis.fetch = realFetch
})

const client = createClient({
  modules: { members },
  auth: ApiKeyStrategy({
    apiKey: String(keyLogin?.context.api_key),
    siteId: String(keyLogin?.context.site_id),
  }),
})

interface WixError {
  readonly details?: { readonly applicationError?: { readonly code?: string } }
}

const first = async (nickname: string) => {
  const found = await client.members
    .queryMembers({ fieldsets: ['FULL'] })
    .eq('profile.nickname', nickname)
    .find()
  const [member] = found.items
  assert.ok(member?._id)
  return { ...member, _id: member._id }
}

describe('reading', () => {
  test('lists with only a fieldset', async () => {
    const answer = await client.members.listMembers({ fieldsets: ['FULL'] })
    assert.equal(answer.members?.[0]?.loginEmail, 'ada.archer@acme.example')
    assert.ok(answer.members?.[0]?._createdDate instanceof Date)
  })

  test('lists with paging and sorting, in its packed parameter', async () => {
    const answer = await client.members.listMembers({
      fieldsets: ['EXTENDED'],
      paging: { limit: 3, offset: 1 },
      sorting: [{ fieldName: 'createdDate', order: 'DESC' }],
    })
    assert.equal(answer.members?.length, 3)
    assert.equal(answer.metadata?.total, 400)
    assert.equal(answer.members?.[0]?.contact, undefined)
  })

  test('queries page by page to the end', async () => {
    const seen: unknown[] = []
    let page = await client.members
      .queryMembers({ fieldsets: ['FULL'] })

      .limit(100)
      .find()
    seen.push(...page.items.map((member) => member._id))
    while (page.hasNext()) {
      page = await page.next()
      seen.push(...page.items.map((member) => member._id))
    }
    assert.equal(seen.length, 400)
    assert.equal(new Set(seen).size, 400)
  })

  test('queries by filter and text', async () => {
    const query = client.members.queryMembers({ fieldsets: ['FULL'] })
    const found = await query
      .startsWith('contact.lastName', 'Gar')
      .in('status', ['APPROVED'])
      .ne('loginEmail', 'maria.garcia.1@acme.example')
      .find()
    assert.ok(found.items.length > 0)
    for (const member of found.items) assert.equal(member.contact?.lastName, 'Garcia')
    const searched = await client.members.queryMembers({ search: { expression: 'ada archer' } }).find()
    assert.equal(searched.items[0]?.profile?.nickname, 'Ada Archer')
    assert.equal(searched.items[0]?.status, 'UNKNOWN')
  })

  test('gets one, with and without its data', async () => {
    const { _id } = await first('Ada Archer')
    const full = await client.members.getMember(_id, { fieldsets: ['FULL'] })
    assert.equal(full.contact?.firstName, 'Ada')
    const bare = await client.members.getMember(_id)
    assert.equal(bare.loginEmail, undefined)
    assert.equal(bare.status, 'UNKNOWN')
  })
})

describe('writing', () => {
  test('updates a member, and reads the change', async () => {
    const { _id } = await first('Ben Hansen')
    const updated = await client.members.updateMember(_id, {
      profile: { nickname: 'Benny' },
      contact: { firstName: 'B' },
    })
    assert.equal(updated.profile?.nickname, 'Benny')
    const read = await client.members.getMember(_id, { fieldsets: ['FULL'] })
    assert.equal(read.contact?.firstName, 'B')
    assert.equal(read.contact?.lastName, 'Hansen')
  })

  test('blocks and approves', async () => {
    const { _id } = await first('Ada Archer')
    assert.equal((await client.members.blockMember(_id)).member?.status, 'BLOCKED')
    assert.equal((await client.members.getMember(_id, { fieldsets: ['EXTENDED'] })).status, 'BLOCKED')
    assert.equal((await client.members.approveMember(_id)).member?.status, 'APPROVED')
  })

  test('mutes, unmutes and disconnects', async () => {
    const { _id } = await first('Ada Archer')
    assert.equal((await client.members.muteMember(_id)).member?.activityStatus, 'MUTED')
    assert.equal((await client.members.unmuteMember(_id)).member?.activityStatus, 'ACTIVE')
    assert.equal((await client.members.disconnectMember(_id)).member?.status, 'OFFLINE')
  })

  test('creates a member, and deletes it', async () => {
    const created = await client.members.createMember({ member: { loginEmail: 'new@acme.example' } })
    const id = String(created._id)
    assert.equal((await client.members.getMember(id, { fieldsets: ['FULL'] })).loginEmail, 'new@acme.example')
    await client.members.deleteMember(id)
    await assert.rejects(client.members.getMember(id))
  })
})

describe('errors', () => {
  test('reads the application’s code', async () => {
    const found = await client.members
      .queryMembers()
      .eq('loginEmail', String(people.find((person) => person.self)?.email))
      .find()
    await assert.rejects(client.members.blockMember(String(found.items[0]?._id)), (error: WixError) => {
      assert.equal(error.details?.applicationError?.code, 'OWNER_MEMBER_BLOCK_FORBIDDEN')
      return true
    })
  })

  test('reads a violation', async () => {
    await assert.rejects(client.members.getMember('7'), /GUID/)
  })
})

test('an app gets its token by client credentials', async () => {
  const secrets = appLogin?.context.oauth?.client
  const app = createClient({
    modules: { members },
    auth: AppStrategy({
      appId: String(secrets?.id),
      appSecret: String(secrets?.secret),
      instanceId: String(appLogin?.context.instance_id),
    }),
  })
  const answer = await app.members.listMembers({ fieldsets: ['FULL'] })
  assert.equal(answer.members?.length, 50)
})

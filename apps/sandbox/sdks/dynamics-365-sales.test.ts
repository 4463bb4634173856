import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DynamicsWebApi } from 'dynamics-web-api'
import { runVendor } from './start.ts'

const running = runVendor('dynamics-365-sales')
const collection = 'systemusers'
const stranger = 'aaaaaaaa-6b69-4111-8f65-78e7d1620f5e'

interface SystemUser {
  readonly systemuserid: string
  readonly fullname: string | null
  readonly isdisabled: boolean
}

const api = (token = 'sandbox-dynamics-365-sales-access'): DynamicsWebApi =>
  new DynamicsWebApi({
    // Without the slash at the end its last segment would be replaced.
    serverUrl: `${running().origin}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => Promise.resolve(token),
  })

const named = async (fullname: string): Promise<SystemUser> => {
  const filter = `fullname eq '${fullname.replaceAll("'", "''")}'`
  const found = await api().retrieveMultiple<SystemUser>({ collection, filter, select: ['fullname', 'isdisabled'] })
  assert.ok(found.value[0])
  return found.value[0]
}

describe('dynamics-web-api 2.5.0', () => {
  test('lists and gets users', async () => {
    const request = { collection, select: ['fullname'], orderBy: ['createdon asc'], count: true, maxPageSize: 3 }
    const first = await api().retrieveMultiple<SystemUser>({ ...request, filter: 'isdisabled eq false' })
    assert.equal(first.value.length, 3)
    assert.ok((first.oDataCount ?? 0) > 300)
    const second = await api().retrieveMultiple<SystemUser>(request, first.oDataNextLink ?? '')
    assert.equal(second.value.length, 3)
    assert.notEqual(second.value[0]?.systemuserid, first.value[0]?.systemuserid)
    const { systemuserid } = await named("Conan O'Brien")
    assert.equal((await api().retrieve<SystemUser>({ collection, key: systemuserid })).fullname, "Conan O'Brien")
  })

  test('follows the next links to the end', async () => {
    const all = await api().retrieveAll<SystemUser>({ collection, select: ['fullname'], maxPageSize: 150 })
    assert.equal(new Set(all.value.map((user) => user.systemuserid)).size, all.value.length)
    assert.ok(all.value.length > 380)
  })

  test('gets the own user', async () => {
    const { UserId } = await api().callFunction<{ UserId: string }>('WhoAmI')
    assert.match((await api().retrieve<SystemUser>({ collection, key: UserId })).fullname ?? '', /^Karin /)
  })

  test('updates, creates and deletes', async () => {
    const { systemuserid: key } = await named('Ben Hansen')
    await api().update({ collection, key, data: { isdisabled: true } })
    assert.equal((await named('Ben Hansen')).isdisabled, true)
    const data = { firstname: 'Benjamin' }
    const changed = await api().update<object, SystemUser>({ collection, key, data, returnRepresentation: true })
    assert.equal(changed.fullname, 'Benjamin Hansen')
    const { BusinessUnitId } = await api().callFunction<{ BusinessUnitId: string }>('WhoAmI')
    const email = 'new@acme.example'
    const id = await api().create<object, string>({
      collection,
      data: {
        ...{ firstname: 'New', lastname: 'One', domainname: email, internalemailaddress: email },
        'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})`,
      },
    })
    assert.equal((await named('New One')).systemuserid, id)
    await api().deleteRecord({ collection, key: id })
    await api().deleteRecord({ collection, key: id })
    await assert.rejects(api().retrieve({ collection, key: id }), { status: 404 })
  })

  test('throws its errors', async () => {
    await assert.rejects(api().retrieve({ collection, key: stranger }), { status: 404, code: '0x80040217' })
    // An update requires an existing row; an upsert would create one.
    await assert.rejects(api().update({ collection, key: stranger, data: { title: 'x' } }), { status: 404 })
    await assert.rejects(api().upsert({ collection, key: stranger, data: { title: 'x' } }), { status: 400 })
    await assert.rejects(api('wrong').retrieveMultiple({ collection }), { status: 401 })
    running().control.limitRate({ limit: 0, windowMs: 300_000, kind: 'sliding' })
    await assert.rejects(api().callFunction('WhoAmI'), { status: 429, code: '0x80072322' })
  })
})

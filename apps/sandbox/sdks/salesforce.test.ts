import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import jsforce from 'jsforce'
import { runVendor } from './start.ts'

const running = runVendor('salesforce')
const client = { clientId: 'sandbox-salesforce-client', clientSecret: 'sandbox-salesforce-client-secret' }

const connection = (accessToken = 'sandbox-salesforce-access'): jsforce.Connection =>
  new jsforce.Connection({ instanceUrl: running().origin, accessToken, version: '62.0' })

const idOf = async (email: string): Promise<string> => {
  const [found] = await connection().sobject('User').find({ Email: email }, ['Id'])
  assert.ok(found?.Id)
  return found.Id
}

describe('jsforce 3.10.26', () => {
  test('queries, and follows nextRecordsUrl', async () => {
    const first = await connection().query('SELECT Id, Name FROM User ORDER BY Id', {
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    })
    assert.equal(first.done, false)
    assert.equal(first.records[0]?.Name, 'Ada Archer')
    const rest = await connection().queryMore(first.nextRecordsUrl ?? '')
    assert.equal(rest.done, true)
    assert.equal(first.records.length + rest.records.length, first.totalSize)
  })

  test('writes SOQL that the simulator reads', async () => {
    const found = await connection()
      .sobject('User')
      .find(
        {
          $or: [{ Email: "conan.o'brien@acme.example" }, { FirstName: { $like: 'Ad_' } }],
          IsActive: true,
          UserType: { $in: ['Standard'] },
          CreatedDate: { $gte: jsforce.SfDate.toDateTimeLiteral(new Date('2023-01-01T00:00:00Z')) },
          Title: { $ne: 'nobody' },
        },
        ['Id', 'LastName', 'Profile.Name', 'CreatedDate'],
      )
      .sort({ CreatedDate: 1, Id: -1 })
      .limit(2)
    assert.deepEqual(
      found.map((user) => user.LastName),
      ['Archer', "O'Brien"],
    )
    assert.equal(found[0]?.Profile?.Name, 'Standard User')
    const parsed = jsforce.SfDate.parseDate(String(found[0]?.CreatedDate))
    assert.equal(parsed.toISOString(), '2023-01-03T08:52:30.000Z')
  })

  test('gets one user', async () => {
    const id = await idOf('ada.archer@acme.example')
    const user = await connection().sobject('User').retrieve(id)
    assert.equal(user.Name, 'Ada Archer')
    assert.equal(user.attributes?.url, `/services/data/v62.0/sobjects/User/${id}`)
  })

  test('makes and changes a user', async () => {
    const Id = await idOf('ben.hansen@acme.example')
    const changed = await connection().sobject('User').update({ Id, FirstName: 'Benjamin', IsActive: false })
    assert.deepEqual([changed.success, changed.id], [true, Id])
    const after = await connection().sobject('User').retrieve(Id)
    assert.deepEqual([after.Name, after.IsActive], ['Benjamin Hansen', false])
    const made = await connection().sobject('User').create({
      LastName: 'New',
      Username: 'new@crm.acme.example',
      Email: 'new@acme.example',
      Alias: 'new',
      ProfileId: after.ProfileId,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_GB',
      LanguageLocaleKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
    })
    assert.equal(made.success, true)
    assert.equal(await idOf('new@acme.example'), made.id)
  })

  test('throws its errors', async () => {
    const users = connection().sobject('User')
    await assert.rejects(users.retrieve('nobody'), { errorCode: 'NOT_FOUND' })
    await assert.rejects(async () => connection().query('SELECT Nope FROM User'), { errorCode: 'INVALID_FIELD' })
    await assert.rejects(users.create({ LastName: 'New' }), { errorCode: 'REQUIRED_FIELD_MISSING' })
    await assert.rejects(users.destroy(await idOf('ada.archer@acme.example')), {
      errorCode: 'INVALID_TYPE_FOR_OPERATION',
    })
    await assert.rejects(async () => connection('wrong').query('SELECT Id FROM User'), {
      errorCode: 'INVALID_SESSION_ID',
    })
    running().control.limitRate({ limit: 1, windowMs: 86_400_000 })
    await connection().query('SELECT Id FROM User LIMIT 1')
    await assert.rejects(async () => connection().query('SELECT Id FROM User'), { errorCode: 'REQUEST_LIMIT_EXCEEDED' })
  })

  test('reads the org’s usage', async () => {
    const one = connection()
    await one.query('SELECT Id FROM User LIMIT 1')
    assert.deepEqual(one.limitInfo.apiUsage, { used: 1, limit: 100_000 })
  })

  test('signs in by client credentials and reads the own user', async () => {
    const { origin } = running()
    const one = new jsforce.Connection({ oauth2: { ...client, loginUrl: origin }, version: '62.0' })
    const signedIn = await one.authorize({ grant_type: 'client_credentials' })
    assert.equal(one.instanceUrl, origin)
    const identity = await one.identity()
    assert.equal(identity.user_id, signedIn.id)
  })

  test('renews a session that ended, and repeats the call', async () => {
    const { origin, control } = running()
    const one = new jsforce.Connection({
      oauth2: { ...client, loginUrl: origin },
      instanceUrl: origin,
      accessToken: 'sandbox-salesforce-access',
      refreshToken: 'sandbox-salesforce-refresh',
      version: '62.0',
    })
    control.expireTokens()
    assert.equal((await one.query('SELECT Id FROM User LIMIT 1')).totalSize, 1)
    assert.notEqual(one.accessToken, 'sandbox-salesforce-access')
  })
})

import { Buffer } from 'node:buffer'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const formats = ['unified', 'normalized', 'raw', 'stream']
const read = (path: string, slug: 'onepagecrm' | 'pipedrive' | 'insightly', format: string, headers = {}) =>
  server.call('GET', `/unified/crm/users${path}`, {
    query: `${server.account(slug)}&truto_response_format=${format}`,
    headers,
  })
const textAt = (value: unknown, key: string): string => {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  if (typeof text !== 'string') throw new Error(`The demo account has no ${key}.`)
  return text
}

test.each(formats)(
  '%s: an answer of the vendor that has the API key of the account is returned without it',
  async (format) => {
    const key = textAt(demoAccount('onepagecrm').context, 'password')
    const { status, headers, text } = await read('/me', 'onepagecrm', format)
    expect(status).toBe(200)
    expect(text).not.toContain(key)
    expect(text).not.toContain('auth_key')
    const isBytes = format === 'raw' || format === 'stream'
    expect(headers['rollcall-removed']).toBe(isBytes ? 'data.auth_key, data.user.user.bcc_email' : undefined)
  },
)

test.each(['raw', 'stream'])(
  '%s: the members that the adapter names as secret are removed from every record',
  async (format) => {
    const { headers, json } = await read('', 'insightly', format)
    expect(headers['rollcall-removed']).toBe('EMAIL_DROPBOX_IDENTIFIER, EMAIL_DROPBOX_ADDRESS')
    expect(JSON.stringify(json)).not.toContain('DROPBOX')
    expect(JSON.stringify(json)).toContain('EMAIL_ADDRESS')
  },
)

test.each([...formats, 'lines'])(
  '%s: a credential that the vendor repeats in a success is shown in no spelling',
  async (format) => {
    const key = textAt(demoAccount('pipedrive').context, 'api_key')
    const spellings = [
      key,
      key.toUpperCase(),
      Buffer.from(`${key}:`).toString('base64'),
      Buffer.from(key).toString('hex'),
    ]
    const escaped = [...key].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')
    const person = { id: 7, name: 'Ada', email: 'ada@acme.example', active_flag: true, notes: [...spellings, escaped] }
    server.sandbox.control('pipedrive').fault({ status: 200, body: { success: true, data: [person] } })
    const isLines = format === 'lines'
    const { status, headers, text } = await read(
      '',
      'pipedrive',
      isLines ? 'unified' : format,
      isLines ? { accept: 'application/x-ndjson' } : {},
    )
    expect(status).toBe(200)
    expect(text).toContain('ada@acme.example')
    for (const spelling of [...spellings, escaped]) expect(text).not.toContain(spelling)
    expect(headers['rollcall-removed']).toBe(format === 'raw' ? 'data.notes' : undefined)
  },
)

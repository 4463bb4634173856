import { expect, test } from 'vitest'
import { nextLink, presentRaw } from './raw.ts'

test('only allowed headers of the vendor are returned, with those that protect browsers', () => {
  const vendor = { 'content-type': 'text/csv', 'content-language': 'de', 'set-cookie': 'a=b', location: 'https://x' }
  const answer = presentRaw(
    { status: 206, raw: () => ({ headers: vendor, bytes: Buffer.from('a;b'), removed: [] }) },
    { resetSeconds: 1.2 },
  )
  expect(answer).toEqual({
    status: 206,
    headers: {
      'Content-Type': 'text/csv',
      'Content-Language': 'de',
      'ratelimit-reset': '2',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    },
    body: Buffer.from('a;b'),
  })
})

test('bytes without a type are bytes', () => {
  expect(
    presentRaw({ status: 200, raw: () => ({ headers: {}, bytes: Buffer.alloc(0), removed: [] }) }, undefined).headers[
      'Content-Type'
    ],
  ).toBe('application/octet-stream')
})

test('the next page is the same request with the new cursor', () => {
  expect(nextLink('/users', 'a=1&next_cursor=old&b[c]=%2B&next_cursor', 'new=')).toBe(
    '</users?a=1&b[c]=%2B&next_cursor=new%3D>; rel="next"',
  )
  expect(nextLink('/users', 'a=">', 'n')).toBe('</users?a=%22%3E&next_cursor=n>; rel="next"')
})

test('the removed members are listed, in a spelling that a header can hold', () => {
  const raw = () => ({ headers: {}, bytes: Buffer.alloc(0), removed: ['team.tracking_token', 'é, "x"'] })
  expect(presentRaw({ status: 200, raw }, undefined).headers['Rollcall-Removed']).toBe(
    'team.tracking_token, %C3%A9%2C%20%22x%22',
  )
})

import { gzipSync } from 'node:zlib'
import { body, type HostileRequest } from './hostile-request.ts'

const tooLarge = { status: 413, slug: 'payload-too-large' }
const noJson = { slug: 'malformed-json' }
const megabyte = JSON.stringify({ name: 'x'.repeat(1024 * 1024) })

const mediaTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/merge-patch+json',
  'application/jsonp',
  'json',
  '*/*',
]

/** Bodies and their media types. */
export const hostileBodies: readonly HostileRequest[] = [
  body('a body of 1 MB', megabyte, tooLarge),
  body('a body that unpacks to 100 MB', gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20)), {
    ...tooLarge,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  }),
  body('10,000 nested lists', `{"remote_data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, noJson),
  body('10,000 nested objects', `${'{"remote_data":'.repeat(10_000)}1${'}'.repeat(10_000)}`, noJson),
  body('10,000 brackets that never close', '['.repeat(10_000), noJson),
  body('__proto__ and constructor as fields', '{"__proto__":{"name":"x"},"constructor":{"prototype":{}}}', {
    faults: ['/__proto__', '/constructor'],
  }),
  body(
    '__proto__ and constructor below',
    '{"remote_data":{"__proto__":{"a":1},"b":{"constructor":{"prototype":{}}}}}',
    {
      faults: ['/remote_data', '/remote_data/b'],
    },
  ),
  body('lone surrogates', '{"name":"\\ud800","remote_data":{"a":["\\udfff"],"\\ud800":1},"\\ud800":1}', {
    faults: ['/name', '/remote_data/a/0', '/remote_data', '/\ud800'],
  }),
  body('NULs in a body', '{"first_name":"a\\u0000b","remote_data":{"a":"\\u0000"}}', {
    faults: ['/first_name', '/remote_data/a'],
  }),
  body('an e-mail with a space for its plus sign', '{"email":"ann crm@acme.example"}', { faults: ['/email'] }),
  body(
    'wrong types in a body',
    '{"name":1,"first_name":[],"last_name":{},"email":true,"is_active":"yes","custom_fields":[],"remote_data":"x"}',
    { faults: ['/name', '/first_name', '/last_name', '/email', '/is_active', '/custom_fields', '/remote_data'] },
  ),
  body('the second of two values', '{"email":"ann@acme.example","email":2}', { faults: ['/email'] }),
  body('a number beyond numbers', '{"name":1e999}', { faults: ['/name'] }),
  ...['null', '1', '"x"', '[]', '[{"name":"Ann"}]', '{}', ''].map((text) =>
    body(`the body ${text === '' ? 'of no bytes' : text}`, text, { faults: [''] }),
  ),
  ...[' ', 'nul', 'NaN', "{'name':'Ann'}", '{"name":"Ann"', '\ufeff{"name":"Ann"', '{"name":"Ann"}{}'].map((text) =>
    body(`the text ${JSON.stringify(text)} as a body`, text, noJson),
  ),
  body('bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), noJson),
  body('bytes that gzip does not open', '{"name":"Ann"}', {
    ...noJson,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  }),
  body('an unknown encoding', '{"name":"Ann"}', {
    status: 415,
    slug: 'unsupported-media-type',
    headers: { 'content-type': 'application/json', 'content-encoding': 'zip' },
    faults: ['Content-Type'],
  }),
  ...mediaTypes.map((type) =>
    body(`a body of type ${type}`, '{"name":"Ann"}', {
      status: 415,
      slug: 'unsupported-media-type',
      headers: { 'content-type': type },
      faults: ['Content-Type'],
    }),
  ),
  body('a body without a type', '{"name":"Ann"}', {
    status: 415,
    slug: 'unsupported-media-type',
    headers: {},
    faults: ['Content-Type'],
  }),
]

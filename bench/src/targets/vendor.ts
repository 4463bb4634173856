import { createServer } from 'node:http'
import process from 'node:process'

/** The vendor of the benchmark: one user as Pipedrive documents it (597 bytes), for every request. */
const user = {
  id: 1,
  name: 'Ann Lee',
  default_currency: 'EUR',
  locale: 'et_EE',
  lang: 1,
  email: 'ann.lee@example.com',
  phone: '0000-0001',
  last_login: '2019-11-21 08:45:56',
  created: '2018-11-13 09:16:26',
  modified: '2019-11-21 08:45:56',
  has_created_company: true,
  access: [{ app: 'sales', admin: true, permission_set_id: '62cc4d7f-4038-4352-abf3-a8c1c822b631' }],
  active_flag: true,
  timezone_name: 'Europe/Berlin',
  timezone_offset: '+03:00',
  role_id: 1,
  icon_url: 'https://example.com/icon.png',
  is_you: true,
  is_deleted: false,
}
const body = Buffer.from(JSON.stringify({ success: true, data: user, additional_data: { company_id: 1 } }))
const headers = { 'content-type': 'application/json', 'content-length': body.length }

createServer((_request, response) => response.writeHead(200, headers).end(body)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
)

import { createServer, type Socket } from 'node:net'
import process from 'node:process'
import { vendorPageSize } from '../cases.ts'

/**
 * The vendor of the benchmark: Pipedrive's users in its documented form, over a raw socket with keep-alive, so that it takes
 * little time of the measurement. The first label of the real host (`X-Forwarded-Host`) is the number of users in the list:
 * `list1000` has 1,000.
 */

const user = (id: number) => ({
  id,
  // Names in no order, so that a sort has work to do.
  name: `Ann Lee ${((id * 7919) % 100_003).toString(36)}`,
  default_currency: 'EUR',
  locale: 'et_EE',
  lang: 1,
  email: `ann.lee.${id}@example.com`,
  phone: '0000-0001',
  last_login: '2019-11-21 08:45:56',
  created: '2018-11-13 09:16:26',
  modified: '2019-11-21 08:45:56',
  has_created_company: true,
  access: [{ app: 'sales', admin: true, permission_set_id: '62cc4d7f-4038-4352-abf3-a8c1c822b631' }],
  active_flag: id % 10 !== 0,
  timezone_name: 'Europe/Berlin',
  timezone_offset: '+03:00',
  role_id: 1,
  icon_url: 'https://example.com/icon.png',
  is_you: id === 1,
  is_deleted: false,
})

const answer = (status: string, body: unknown): Buffer => {
  const text = JSON.stringify(body)
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`
  return Buffer.from(head + text)
}

const one = answer('200 OK', { success: true, data: user(1), additional_data: { company_id: 1 } })
const unknown = answer('404 Not Found', { success: false, error: 'User not found', errorCode: 404 })

const pages = new Map<string, Buffer>()
/** A page of the list, made once. */
const page = (count: number, start: number): Buffer => {
  const key = `${count}/${start}`
  const known = pages.get(key)
  if (known !== undefined) return known
  const end = Math.min(count, start + vendorPageSize)
  const more = end < count
  const pagination = {
    start,
    limit: vendorPageSize,
    more_items_in_collection: more,
    ...(more ? { next_start: end } : {}),
  }
  const data = Array.from({ length: end - start }, (_, index) => user(start + index + 1))
  const made = answer('200 OK', { success: true, data, additional_data: { pagination } })
  pages.set(key, made)
  return made
}

const respond = (head: string): Buffer => {
  const [, target = ''] = head.split(' ', 2)
  if (target.includes('/users/999')) return unknown
  if (target.includes('/users/') || !target.includes('/users')) return one
  const count = Number(/x-forwarded-host: list(\d+)\./i.exec(head)?.[1] ?? 100)
  return page(count, Number(/[?&]start=(\d+)/.exec(target)?.[1] ?? 0))
}

const serve = (socket: Socket): void => {
  let text = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (;;) {
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = text.slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      text = text.slice(end + 4 + length)
      socket.write(respond(head))
    }
  })
}

createServer(serve).listen(Number(process.env.PORT), '127.0.0.1')

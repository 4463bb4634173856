import process from 'node:process'
import { Pool } from 'undici'

/** What the bare servers do for a request: one vendor call, parsed and mapped to a unified user. */

interface VendorUser {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly active_flag: boolean
  readonly created: string
  readonly modified: string
  readonly icon_url: string
}

const vendor = new Pool(process.env.VENDOR_ORIGIN ?? '', { connections: 64 })

export const oneUser = async (id: string): Promise<string> => {
  const answer = await vendor.request({ path: `/pipedrive/api/v1/users/${id}`, method: 'GET' })
  const { data }: { data: VendorUser } = JSON.parse(await answer.body.text())
  return JSON.stringify({
    id: String(data.id),
    name: data.name,
    email: data.email,
    is_active: data.active_flag,
    created_at: `${data.created.replace(' ', 'T')}.000Z`,
    updated_at: `${data.modified.replace(' ', 'T')}.000Z`,
    urls: [{ type: 'photo', url: data.icon_url }],
    remote_data: data,
  })
}

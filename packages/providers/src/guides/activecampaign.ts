import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const activecampaign: ConnectGuide = {
  api_key: {
    where: 'In ActiveCampaign, open Settings > Developer: API URL and API key stand beside each other.',
    rights: "The key has the rights of its user's group; managing users needs a group that may do so.",
    source: 'https://developers.activecampaign.com/reference/authentication',
  },
}

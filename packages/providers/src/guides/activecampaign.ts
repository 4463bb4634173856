import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const activecampaign: ConnectGuide = {
  api_key: {
    where: 'In ActiveCampaign, open Settings > Developer and copy the API URL and the API key.',
    rights: "The key has the rights of its user's group; managing users needs a group with that permission.",
    source: 'https://developers.activecampaign.com/reference/authentication',
  },
}

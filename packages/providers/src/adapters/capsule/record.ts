interface CapsuleAddress {
  readonly id?: number
  readonly address?: string | null
}

/** The contact card of a user: https://developer.capsulecrm.com/v2/models/party */
interface CapsuleParty {
  readonly id?: number | string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly createdAt?: string | null
  readonly updatedAt?: string | null
  readonly pictureURL?: string | null
  readonly emailAddresses?: readonly CapsuleAddress[] | null
}

/** https://developer.capsulecrm.com/v2/models/user, with `embed=party` */
export interface CapsuleUser {
  readonly id: number
  readonly name?: string | null
  readonly status?: string | null
  readonly deleted?: boolean | null
  readonly pictureURL?: string | null
  readonly party?: CapsuleParty | null
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
export interface SalesforceUser {
  readonly Id: string
  readonly Name?: string | null
  readonly FirstName?: string | null
  readonly LastName?: string | null
  readonly Email?: string | null
  readonly IsActive?: boolean | null
  readonly SmallPhotoUrl?: string | null
  readonly FullPhotoUrl?: string | null
  readonly CreatedDate?: string | null
  readonly LastModifiedDate?: string | null
}

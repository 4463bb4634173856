import { json, type VendorReply } from '../../reply.ts'

/** A refusal in Salesforce's form: an array of one, `fields` only where a record was checked. */
export class SalesforceFailure extends Error {
  override readonly name = 'SalesforceFailure'
  readonly status: number
  readonly errorCode: string
  readonly fields: readonly string[] | undefined

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message)
    this.status = status
    this.errorCode = errorCode
    this.fields = fields
  }

  /** In the form of the REST API. */
  reply(): VendorReply {
    const body = { message: this.message, errorCode: this.errorCode, ...(this.fields ? { fields: this.fields } : {}) }
    return answer(this.status, [body])
  }
}

/** JSON with Salesforce's spelling of the content type. */
export const answer = (status: number, body: unknown): VendorReply =>
  json(status, body, { 'Content-Type': 'application/json;charset=UTF-8' })

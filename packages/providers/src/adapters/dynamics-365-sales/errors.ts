import type { ErrorRules } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes */
const codes = codeTable({
  401: ['0x8005F101'],
  // A missing privilege; a user of the credential who is disabled, or has no licence.
  403: ['0x80040220', '0x80048306', '0x80048405', '0x80040225', '0x8004d24b'],
  404: ['0x80040217', '0x80060891'],
  // Duplicates, and a record that was changed in the meantime.
  409: ['0x80040237', '0x80060892', '0x80040333', '0x80060882'],
  // https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
  429: ['0x80072321', '0x80072322', '0x80072326', '0x8005F103', '0x80060308'],
  500: ['0x80040216', '0x80044150'],
  // A timeout of the database.
  503: ['0x80044151', '0x80040255'],
})

/** A column that the environment lacks, in $select: 0x80060888, with the type whose column it is. */
const missing = /Could not find a property named '([^']{1,128})' on type 'Microsoft\.Dynamics\.CRM\.systemuser'/i

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'error.message') ?? textAt(body, 'error.description'),
  missingColumn: (body) => missing.exec(textAt(body, 'error.message') ?? '')?.[1],
  fails: (body) => isObject(at(body, 'error')),
  code: (body) => textAt(body, 'error.code'),
  codes,
  rules: [
    { when: ({ status }) => status === 412, means: 409 },
    // Any other 404 concerns the address: an environment or a table that does not exist.
    { status: 404, code: false, means: 502 },
  ],
}

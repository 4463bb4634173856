import type { ErrorRule, VendorAnswer } from '../../contract.ts'

/** Vendors' own error codes, and answers that are not from the API. */

/** A code in one spelling, for any case and separators. */
const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/**
 * A vendor's table of codes: each status with its codes. The function finds the status of a
 * code in any case, and returns `undefined` for codes that are not in the table.
 */
export const codeTable = (
  rows: Readonly<Record<number, readonly string[]>>,
): ((code: string | undefined) => number | undefined) => {
  const statuses = new Map(
    Object.entries(rows).flatMap(([status, codes]) => codes.map((code) => [plain(code), Number(status)])),
  )
  return (code) => (code === undefined ? undefined : statuses.get(plain(code)))
}

/** A page of a gateway, or an empty body, where the API answers JSON: a wrong host, a closed account, maintenance. */
export const isPage = ({ body }: VendorAnswer): boolean => body === undefined || typeof body === 'string'

/** A 404 with a page concerns the address: the account was renamed or closed. For an unknown user the API answers JSON. */
export const pageForUser: ErrorRule = { status: 404, when: isPage, means: 502 }

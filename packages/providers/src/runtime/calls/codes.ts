import type { ErrorRule, VendorAnswer } from '../../contract.ts'

/** Vendors' own error codes, and what an answer that is no answer of the API looks like. */

/** One spelling of a code, whatever the case and the marks between its words. */
const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/**
 * A vendor's table of codes: the statuses that they stand for, each with its codes. The function finds the status of a
 * code in any case, and is `undefined` for codes that the table does not have.
 */
export const codeTable = (
  rows: Readonly<Record<number, readonly string[]>>,
): ((code: string | undefined) => number | undefined) => {
  const statuses = new Map(
    Object.entries(rows).flatMap(([status, codes]) => codes.map((code) => [plain(code), Number(status)])),
  )
  return (code) => (code === undefined ? undefined : statuses.get(plain(code)))
}

/** A page of a gateway, or nothing at all, where the API answers JSON: a wrong host, a closed account, maintenance. */
export const isPage = ({ body }: VendorAnswer): boolean => body === undefined || typeof body === 'string'

/** A 404 with a page is about the address: the account was renamed or closed. An unknown user comes as JSON. */
export const pageForUser: ErrorRule = { status: 404, when: isPage, means: 502 }

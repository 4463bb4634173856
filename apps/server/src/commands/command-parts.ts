import { InvalidArgumentError, Option } from 'commander'

/** What several commands have in common: options, and parts of their help. */

export const example = (text: string): string => `
Example:
  ${text.replaceAll('\n', '\n  ')}
`

export const json = () => new Option('--json', 'print JSON')
export const ndjson = () => new Option('--ndjson', 'print one JSON object a line, as it comes').conflicts('json')
export const url = () => new Option('--url <url>', 'server to work with; in place of ROLLCALL_URL')
export const environment = () =>
  new Option('--environment <name>', 'environment of the store, by name or id; needed where it has several')
export const account = () =>
  new Option(
    '--account <account>',
    'the account: its id, or the provider or tenant_id that one account alone has',
  ).makeOptionMandatory()

/** An option that can be given several times. */
export const several = (value: string, former: readonly string[] = []): readonly string[] => [...former, value]

export const wholeNumber = (value: string): number => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('It is a whole number.')
}

export const adminNote = `
Works with the server of ROLLCALL_URL, by the token of ROLLCALL_TOKEN or ROLLCALL_TOKEN_FILE; without ROLLCALL_URL, on the
store of DATA_DIR or DATABASE_URL itself, with ROLLCALL_KEYS.`

export const storeNote = `
Works on the store of DATA_DIR or DATABASE_URL itself, also while servers use it.`

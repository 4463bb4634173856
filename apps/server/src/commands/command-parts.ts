import { InvalidArgumentError, Option } from 'commander'

/** Parts that several commands share: options, and parts of their help. */

export const example = (text: string): string => `
Example:
  ${text.replaceAll('\n', '\n  ')}
`

export const json = () => new Option('--json', 'print JSON')
export const ndjson = () =>
  new Option('--ndjson', 'print one JSON object per line, as soon as it is known').conflicts('json')
export const url = () => new Option('--url <url>', 'address of the server, used instead of ROLLCALL_URL')
export const environment = () =>
  new Option('--environment <name>', 'environment of the store, by name or id; needed where it has several')
export const account = () =>
  new Option(
    '--account <account>',
    'the account: its id, or its provider or tenant_id if no other account has the same',
  ).makeOptionMandatory()

/** An option that can be given several times. */
export const several = (value: string, former: readonly string[] = []): readonly string[] => [...former, value]

export const wholeNumber = (value: string): number => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('It has to be a whole number.')
}

export const adminNote = `
Uses the server of ROLLCALL_URL with the token of ROLLCALL_TOKEN or ROLLCALL_TOKEN_FILE. Without ROLLCALL_URL it uses the store of DATA_DIR or DATABASE_URL itself, with ROLLCALL_KEYS.`

export const storeNote = `
Uses the store of DATA_DIR or DATABASE_URL itself, also while servers use it.`

import { type Breakage, inFile } from '../breakage.ts'

const people = 'apps/server/src/people'
const ofFind = ['operations/find-people', 'people/']
const ofDeactivate = ['operations/deactivate-person', 'people/']

const accounts = inFile(`${people}/accounts.ts`, { 'apps/server': [...ofFind, ...ofDeactivate] })
const inAccount = inFile(`${people}/in-account.ts`, { 'apps/server': ofFind })
const turn = inFile(`${people}/turn.ts`, { 'apps/server': ofFind })
const deactivate = inFile(`${people}/deactivate.ts`, { 'apps/server': ofDeactivate })
const audit = inFile('apps/server/src/audit/record-account-change.ts', { 'apps/server': ofDeactivate })

/** One person in many accounts. */
export const ofPeople: readonly Breakage[] = [
  accounts('an account of another customer is meant', 'tenantId === undefined || record.tenantId === tenantId', 'true'),
  accounts("an account's token reaches others", 'token.accountId !== undefined && token.accountId !== id', 'false'),
  accounts('only the first page of accounts is read', 'cursor = page.nextCursor', 'cursor = undefined'),
  inAccount('nine accounts are asked at once', 'accountsAtOnce = 8', 'accountsAtOnce = 9'),
  inAccount('very many users of an account match', 'maximumUsers = 100', 'maximumUsers = 200'),
  inAccount('what is late has failed', 'turn.isShared && signal.aborted && isLate', 'false'),
  turn('a caller who has gone ends nothing', "whole.addEventListener('abort', leave)", ''),
  deactivate('one of several users is changed', 'matching.length > 1', 'matching.length > 9'),
  deactivate('the own user is changed', 'deactivation.body.include_self !== true &&', 'false &&'),
  deactivate(
    'whoever cannot be reported from the own user is changed',
    "error instanceof Refusal && error.slug === 'operation-not-supported'",
    'true',
  ),
  deactivate('a dry run writes', 'deactivation.body.dry_run)', 'false)'),
  deactivate('who is off is changed again', 'matching.every(isOff)', 'false'),
  audit('a change is made before it is in the log', 'await audit.start({', "{ id: '' } && ({"),
]

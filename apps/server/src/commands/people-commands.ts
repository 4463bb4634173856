import type { Command } from 'commander'
import type { CommandIo } from './command-io.ts'
import { adminNote, environment, example, json, ndjson, url } from './command-parts.ts'

/** The commands for one person in every account. */

export const addPeopleCommands = (program: Command, io: CommandIo): void => {
  const people = program.command('people').description('find or deactivate a person in every account')
  people
    .command('find')
    .description('list the accounts in which a person has a user')
    .argument('[email]', 'the e-mail address')
    .option('--name <name>', 'the full name; together with an address, only users that have both')
    .option('--tenant <id>', 'only the accounts of this tenant_id')
    .addOption(json())
    .addOption(ndjson())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
It ends with 3 when every account was read and none has the person, and with 1 when an account could not be read.
${adminNote}
${example('rollcall people find ada.archer@acme.example\nrollcall people find --name "Ada Archer" --tenant acme')}`,
    )
    .action(async (email, options) => (await import('./people.ts')).findPeople(io, email, options))
  people
    .command('deactivate')
    .description('deactivate a person in every account')
    .argument('<email>', 'the e-mail address')
    .option('--dry-run', 'show what would be done, and change nothing')
    .option('--yes', 'do not ask')
    .option('--tenant <id>', 'only in the accounts of this tenant_id')
    .option(
      '--include-self',
      "also the user that an account's credential belongs to; Rollcall may lose its access to the account",
    )
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
On a terminal it shows what would be done, and asks. It can be repeated: a user that is inactive already is reported as was-off.
It ends with 1 when a user could not be deactivated, each with the reason, and with 3 when no account has the person.
${adminNote}
${example('rollcall people deactivate ada.archer@acme.example --dry-run\nrollcall people deactivate ada.archer@acme.example --yes')}`,
    )
    .action(async (email, options) => (await import('./people.ts')).deactivatePerson(io, email, options))
}

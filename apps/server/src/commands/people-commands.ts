import type { Command } from 'commander'
import type { CommandIo } from './command-io.ts'
import { adminNote, environment, example, json, ndjson, url } from './command-parts.ts'

/** The commands for one person in every account. */

export const addPeopleCommands = (program: Command, io: CommandIo): void => {
  const people = program.command('people').description('find a person in every account, and switch a person off')
  people
    .command('find')
    .description('say in which accounts a person has a user')
    .argument('[email]', 'the e-mail address')
    .option('--name <name>', 'the full name; with an address, users that have both')
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
    .description('switch a person off in every account')
    .argument('<email>', 'the e-mail address')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--yes', 'do it without a question')
    .option('--tenant <id>', 'only in the accounts of this tenant_id')
    .option('--include-self', 'also the user whose credential an account holds; Rollcall may lose its access by that')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
On a terminal it shows what would be done, and asks. It can be repeated: who is off already is was-off.
It ends with 1 when a user is left that was not switched off, each with the reason, and with 3 when no account has the person.
${adminNote}
${example('rollcall people deactivate ada.archer@acme.example --dry-run\nrollcall people deactivate ada.archer@acme.example --yes')}`,
    )
    .action(async (email, options) => (await import('./people.ts')).deactivatePerson(io, email, options))
}

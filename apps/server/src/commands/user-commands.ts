import type { SortBy } from '@rollcall/contract'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { CommandIo } from './command-io.ts'
import { account, adminNote, environment, example, json, ndjson, url, wholeNumber } from './command-parts.ts'

/** The commands for the users of one account. */

const withRemoteData = () => new Option('--with-remote-data', "show the vendor's own record too")

/** The fields that `sort_by` accepts. */
const sortable: readonly (keyof SortBy)[] = ['name', 'email', 'created_at', 'updated_at']

const sortOf = (value: string): SortBy => {
  const [field, direction = 'asc'] = value.split(':')
  const known = sortable.find((candidate) => candidate === field)
  if (known === undefined || (direction !== 'asc' && direction !== 'desc')) {
    throw new InvalidArgumentError(`It has to be one of ${sortable.join(', ')}, with :desc for the reverse order.`)
  }
  return { [known]: direction }
}

const time = 'a time such as 2030-01-31 or 2030-01-31T08:00:00Z'

export const addUserCommands = (program: Command, io: CommandIo): void => {
  const users = program.command('users').description('list, show and change the users of one account')
  users
    .command('list')
    .description('list the users of an account: the first 100, or all of them')
    .addOption(account())
    .option('--all', 'list every user')
    .addOption(new Option('--limit <n>', 'maximum number of users, 1 to 1000').argParser(wholeNumber).conflicts('all'))
    .option('--email <address>', 'only users with this e-mail address')
    .option('--name <name>', 'only users with this full name')
    .addOption(new Option('--active', 'only active users').conflicts('inactive'))
    .option('--inactive', 'only inactive users')
    .option('--created-from <time>', `only users created at ${time}, or later`)
    .option('--created-before <time>', 'only users created before it')
    .option('--updated-from <time>', 'only users changed at it, or later')
    .option('--updated-before <time>', 'only users changed before it')
    .addOption(new Option('--sort <field>', 'order by this field; FIELD:desc for the reverse').argParser(sortOf))
    .addOption(withRemoteData())
    .addOption(json())
    .addOption(ndjson())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
--json with --all holds the list, and prints one document when it is complete. --ndjson prints each user as soon as it is read, however many there are; a list that breaks off ends with a line {"error": …}.
${adminNote}
${example('rollcall users list --account hubspot --inactive --sort updated_at:desc\nrollcall users list --account 07427125-ff91-5551-892c-3fe5f54b6f9b --all --ndjson > users.ndjson')}`,
    )
    .action(async (options) => (await import('./users.ts')).listUsers(io, options))
  users
    .command('get')
    .description('show a user')
    .argument('<id>', 'its id')
    .addOption(account())
    .addOption(withRemoteData())
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall users get 0055g000004jiDsAAI --account salesforce')}`)
    .action(async (id, options) => (await import('./users.ts')).getUser(io, id, options))
  users
    .command('me')
    .description("show the user that the account's credential belongs to")
    .addOption(account())
    .addOption(withRemoteData())
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall users me --account salesforce')}`)
    .action(async (options) => (await import('./users.ts')).getMe(io, options))
  users
    .command('set')
    .description('change a user, and show it as the vendor has it afterwards')
    .argument('<id>', 'its id')
    .argument('[field=value...]', 'a field and its new value')
    .addOption(account())
    .option('--remote-data <json>', "fields in the vendor's own names, as a JSON object")
    .option('--strict', 'change nothing if the vendor cannot write every field')
    .addOption(withRemoteData())
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
Fields: name, first_name, last_name, email, is_active (true or false), custom_fields (a JSON object). null clears a field where the vendor supports it. Fields that the vendor cannot write are left out with a warning; with --strict nothing is changed then.
${adminNote}
${example('rollcall users set 0055g000004jiDsAAI is_active=false --account salesforce --strict\nrollcall users set 101 first_name=Ada last_name=Archer --account pipedrive')}`,
    )
    .action(async (id, given, { remoteData, ...options }) => {
      const { readFields } = await import('./user-fields.ts')
      const body = readFields(given, remoteData)
      await (await import('./users.ts')).setUser(io, id, body, options)
    })
}

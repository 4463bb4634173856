import { type AccountStatus, providerSlugs, tokenScopes } from '@rollcall/contract'
import { Command, Option } from 'commander'
import type { CommandIo } from './command-io.ts'
import { adminNote, environment, example, json, several, storeNote, url } from './command-parts.ts'
import { addPeopleCommands } from './people-commands.ts'
import { addProviderCommands } from './provider-commands.ts'
import { addUserCommands } from './user-commands.ts'

/** The commands, their arguments and options. The code of each is loaded when it runs, so that a server loads none of it. */

const statuses: readonly AccountStatus[] = [
  'active',
  'connecting',
  'needs_reauth',
  'post_install_error',
  'validation_error',
]

const exitCodesText = `
Exit codes: 0 done, 1 failed, 2 the command line is not valid, 3 not found, 4 the token is refused,
5 the server, the database or the vendor is not reached.

Completions: \`source <(rollcall complete bash)\`; also for zsh, fish and powershell.`

export const createProgram = (io: CommandIo): Command => {
  const program = new Command('rollcall')
    .description('Rollcall: one REST API for the users of every CRM.')
    .addHelpText('after', `${exitCodesText}\n`)
    .configureOutput({ writeOut: (text) => io.output(text), writeErr: () => undefined })
    .exitOverride()

  program
    .command('serve')
    .description('start the server')
    .addHelpText('after', example('ROLLCALL_KEYS_FILE=/run/secrets/keys rollcall serve'))
    .action(async () => {
      const { serve } = await import('../main.ts')
      await serve({ ...io.environment })
    })

  program
    .command('bootstrap')
    .description('make the first environment, its API token and, where there is none, a key')
    .option('--another-token', 'make another token where there is one')
    .addOption(json())
    .addHelpText('after', example('DATA_DIR=/var/lib/rollcall rollcall bootstrap'))
    .action(async (options) => {
      const { bootstrapStore } = await import('./bootstrap.ts')
      await bootstrapStore(io, options)
    })

  const keys = program.command('keys').description('make, check and rotate the keys that seal the stored secrets')
  keys
    .command('new')
    .description('print a new entry for ROLLCALL_KEYS')
    .option('--id <id>', 'its id: 1 to 32 letters, digits, "-" or "_"; by default the date')
    .addOption(json())
    .addHelpText('after', example('rollcall keys new --id k2'))
    .action(async (options) => (await import('./keys.ts')).newKey(io, options))
  keys
    .command('check')
    .description('count the rows that each key of ROLLCALL_KEYS opens, and list the rows that no key opens')
    .addOption(json())
    .addHelpText('after', `${storeNote}\n${example('rollcall keys check --json')}`)
    .action(async (options) => (await import('./keys.ts')).checkKeys(io, options))
  keys
    .command('rotate')
    .description('seal everything anew with the first key of ROLLCALL_KEYS, while servers run')
    .addOption(json())
    .addHelpText(
      'after',
      `${storeNote} It can be interrupted and repeated.

The steps: put a new key (\`rollcall keys new\`) in front of ROLLCALL_KEYS, start the servers again, run this, and remove the old key when this reports that it can be removed.
${example('rollcall keys rotate')}`,
    )
    .action(async (options) => (await import('./keys.ts')).rotate(io, options))

  const tokens = program.command('tokens').description('list, make and revoke API tokens')
  tokens
    .command('list')
    .description('list the API tokens of the environment')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall tokens list')}`)
    .action(async (options) => (await import('./tokens.ts')).listTokens(io, options))
  tokens
    .command('create')
    .description('make an API token, which is shown only now')
    .requiredOption('--name <name>', 'its purpose')
    .addOption(
      new Option('--scope <scope>', 'a scope; can be repeated; by default read, write and raw')
        .argParser(several)
        .default(undefined),
    )
    .option('--account <id>', 'the only account that the token can use; by default all')
    .option('--expires <time>', 'when it expires, such as 2030-01-31T00:00:00Z; by default never')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `\nScopes: ${tokenScopes.join(', ')}.\n${adminNote}\n${example('rollcall tokens create --name "nightly mirror" --scope read --scope raw')}`,
    )
    .action(async (options) => (await import('./tokens.ts')).createToken(io, options))
  tokens
    .command('revoke')
    .description('revoke an API token')
    .argument('<id>', 'its id')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall tokens revoke 6f1c2f0e-0d0c-4f6f-9d3c-0c9c7f0f5a11')}`)
    .action(async (id, options) => (await import('./tokens.ts')).revokeToken(io, id, options))

  const accounts = program.command('accounts').description('list, show, import and delete connected accounts')
  accounts
    .command('list')
    .description('list the accounts of the environment')
    .option('--tenant <id>', 'only those of this tenant_id')
    .addOption(new Option('--provider <slug>', 'only those at this provider').choices(providerSlugs))
    .addOption(new Option('--status <status>', 'only those with this status').choices(statuses))
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall accounts list --provider hubspot --status needs_reauth')}`)
    .action(async (options) => (await import('./accounts.ts')).listAccounts(io, options))
  accounts
    .command('show')
    .description('show an account, without its secrets')
    .argument('<id>', 'its id')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall accounts show 07427125-ff91-5551-892c-3fe5f54b6f9b')}`)
    .action(async (id, options) => (await import('./accounts.ts')).showAccount(io, id, options))
  accounts
    .command('import')
    .description('import many accounts, one JSON object per line')
    .argument('<file>', 'file of lines, - for the standard input')
    .option('--allow-duplicates', 'also import a line whose tenant and provider have an account')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
Each line is the body of POST /integrated-account:
  {"integration": "pipedrive", "tenant_id": "acme", "authentication_method": "api_key", "context": {"api_key": "…"}}

It reports each line (its number; imported, skipped or failed; the id, with a warning where the account will not
work for long, or what is wrong), goes on after one that failed, and ends with 1 when any did. It can be repeated: a line is skipped when the environment has an account of its tenant_id and
integration already. With --json, the report is one JSON object per line.
${adminNote}
${example('rollcall accounts import accounts.ndjson\nrollcall accounts import - < accounts.ndjson')}`,
    )
    .action(async (file, options) => (await import('./import-accounts.ts')).importAccounts(io, file, options))
  accounts
    .command('delete')
    .description('delete an account and its credential')
    .argument('<id>', 'its id')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall accounts delete 07427125-ff91-5551-892c-3fe5f54b6f9b')}`)
    .action(async (id, options) => (await import('./accounts.ts')).deleteAccount(io, id, options))

  addUserCommands(program, io)
  addPeopleCommands(program, io)
  addProviderCommands(program, io)

  program
    .command('mcp')
    .description('serve the tools for agents by the Model Context Protocol, on the standard input and output')
    .option('--read-only', 'offer the tools that only read; for the store itself, as over HTTP the token says it')
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
An agent starts it, sends one JSON-RPC message a line, and reads the answers; all else is on the standard error. It ends with 0
at the end of the input and by SIGINT or SIGTERM, with 4 where the token is refused, with 5 where the server is not reached.
${adminNote}
${example('ROLLCALL_URL=https://rollcall.example.com ROLLCALL_TOKEN_FILE=/run/secrets/rollcall-token rollcall mcp')}`,
    )
    .action(async (options) => (await import('./mcp.ts')).serveMcp(io, options))

  program
    .command('migrate')
    .description('copy the SQLite store of DATA_DIR to the empty PostgreSQL database of DATABASE_URL')
    .addOption(json())
    .addHelpText(
      'after',
      `
Stop the server of the folder first. Every row is compared, and the folder is not changed. It can be repeated.
${example('DATA_DIR=./data DATABASE_URL=postgres://rollcall:secret@db.example/rollcall rollcall migrate')}`,
    )
    .action(async (options) => (await import('./copies.ts')).migrateStore(io, options))
  program
    .command('backup')
    .description('write all data of one instant into a file')
    .argument('<file>', 'file to write, with the mode 0600')
    .option('--force', 'replace an existing file')
    .addOption(json())
    .addHelpText(
      'after',
      `${storeNote} The secrets in the file are sealed, and the file holds no key.
${example('rollcall backup /backups/rollcall-$(date +%F).sqlite')}`,
    )
    .action(async (file, options) => (await import('./copies.ts')).backUpStore(io, file, options))
  program
    .command('restore')
    .description('replace the data of the store by that of a backup')
    .argument('<file>', 'file that `rollcall backup` wrote')
    .option('--force', 'delete the data that the store holds')
    .addOption(json())
    .addHelpText(
      'after',
      `
Uses the store of DATA_DIR or DATABASE_URL; stop its servers first. ROLLCALL_KEYS must open the backup.
${example('DATA_DIR=./restored rollcall restore /backups/rollcall-2030-01-31.sqlite')}`,
    )
    .action(async (file, options) => (await import('./copies.ts')).restoreStore(io, file, options))
  program
    .command('doctor')
    .description('check everything that an installation needs')
    .option('--account <id>', "also make the vendor's validation call for this account")
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText(
      'after',
      `
Each line is a check: ok, warning or failed, with the next step. It ends with 1 when a check failed.
Without ROLLCALL_URL it checks this machine: Node, configuration, keys, store, disk, permissions, clock, and whether the
hosts of the connected vendors answer. With ROLLCALL_URL it checks the running server.
${example('rollcall doctor\nrollcall doctor --account 07427125-ff91-5551-892c-3fe5f54b6f9b')}`,
    )
    .action(async (options) => (await import('./doctor/doctor.ts')).doctor(io, options))
  return program
}

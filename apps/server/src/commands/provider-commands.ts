import { providerSlugs } from '@rollcall/contract'
import { Argument, type Command } from 'commander'
import type { CommandIo } from './command-io.ts'
import { adminNote, environment, example, json, url } from './command-parts.ts'

/** The commands that show what Rollcall can do at each vendor. */

export const addProviderCommands = (program: Command, io: CommandIo): void => {
  const providers = program.command('providers').description('list providers, and show what each can do')
  providers
    .command('list')
    .description('list the providers and their authentication methods')
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall providers list')}`)
    .action(async (options) => (await import('./providers.ts')).listProviders(io, options))
  providers
    .command('show')
    .description('show what a provider can read, write, filter and sort, its authentication methods and variables')
    .addArgument(new Argument('<slug>', 'its slug').choices(providerSlugs))
    .addOption(json())
    .addOption(url())
    .addOption(environment())
    .addHelpText('after', `${adminNote}\n${example('rollcall providers show hubspot')}`)
    .action(async (slug, options) => (await import('./providers.ts')).showProvider(io, slug, options))
}

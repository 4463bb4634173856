import { bootstrap } from '../bootstrap.ts'
import { type CommandIo, show } from './command-io.ts'
import { settingsOf } from './settings.ts'

export const bootstrapStore = async (
  io: CommandIo,
  options: { readonly json?: boolean; readonly anotherToken?: boolean },
): Promise<void> => {
  const { text, ...made } = await bootstrap(settingsOf(io), { wantsAnotherToken: options.anotherToken === true })
  show(io, options.json, made, text)
}

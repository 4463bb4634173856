import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../rollcall.js', import.meta.url))

/** The last word is incomplete. bash-completion's own function is replaced by one that returns the words unchanged. */
const completedBy = async (words: readonly string[]): Promise<readonly string[]> => {
  const script = `
    rollcall() { "$NODE" "$PROGRAM" "$@"; }
    _get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur="\${words[cword]}"; prev="\${words[cword-1]}"; }
    source <(rollcall complete bash)
    COMP_WORDS=(rollcall "$@"); COMP_CWORD=$#
    __rollcall_complete
    printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['-c', script, 'bash', ...words], {
    env: { PATH: process.env.PATH, NODE: process.execPath, PROGRAM: program },
  })
  return stdout.split('\n').map((line) => line.split(/\s/)[0] ?? '')
}

it('bash completes commands, their subcommands and the values of an option', async () => {
  expect(await completedBy(['us'])).toContain('users')
  expect(await completedBy(['users', ''])).toEqual(expect.arrayContaining(['list', 'get', 'set', 'me']))
  expect(await completedBy(['accounts', 'list', '--status', 'needs'])).toContain('needs_reauth')
})

it.each(['zsh', 'fish'])('%s gets a script', async (shell) => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'complete', shell])
  expect(stdout).toContain('rollcall complete --')
})

it('another shell is refused with the names of the supported ones', async () => {
  const failure: unknown = await promisify(execFile)(process.execPath, [program, 'complete', 'tcsh']).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ code: 2, stderr: expect.stringContaining('Allowed choices are zsh, bash, fish') })
})

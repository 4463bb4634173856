import { execFileSync } from 'node:child_process'
import { root } from './scratch-copy.ts'

/** Commits that count as the change on the main branch itself, where there is no other branch to compare with. */
const commitsOfMain = 10

const git = (...words: readonly string[]): readonly string[] =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '')

/** The last common commit with `origin/main`; `undefined` on main itself and without a remote. */
const branchPoint = (): string | undefined => {
  try {
    const [base] = git('merge-base', 'HEAD', 'origin/main')
    return base === git('rev-parse', 'HEAD')[0] ? undefined : base
  } catch {
    return undefined
  }
}

/**
 * The files that the change touches, the newest first: those of the work tree, then those of the commits since the last
 * common one with `origin/main`, or of the last ten commits on main. Works in a fresh clone, a shallow one too.
 */
export const touchedFiles = (): readonly string[] => {
  const base = branchPoint()
  const range = base === undefined ? ['-n', String(commitsOfMain)] : [`${base}..HEAD`]
  const changed = git('diff', '--name-only', 'HEAD')
  const committed = git('log', '--name-only', '--pretty=format:', ...range)
  return [...new Set([...changed, ...committed])]
}

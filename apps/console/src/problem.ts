import { isProblem, ProblemError } from '@rollcall/client'

/** What a person reads of a failure. */
export interface ShownProblem {
  readonly title: string
  readonly detail: string | undefined
  /** Every single fault, where there are several or the detail does not say them. */
  readonly faults: readonly string[]
  /** The page that explains it. */
  readonly link: string | undefined
}

const unreached: ShownProblem = {
  title: 'The server did not answer',
  detail: 'Look whether Rollcall runs and this machine reaches it, then try again.',
  faults: [],
  link: undefined,
}

/** Reads whatever a call failed with. */
export const shownProblem = (error: unknown): ShownProblem => {
  const problem = error instanceof ProblemError ? error.problem : error
  if (isProblem(problem)) {
    const detail = problem.detail ?? problem.message
    return {
      title: problem.title,
      detail,
      faults: (problem.errors ?? [])
        .map(({ pointer, parameter, header, detail }) =>
          [pointer ?? parameter ?? header, detail].filter((part) => part !== undefined).join(': '),
        )
        .filter((fault) => detail?.includes(fault) !== true),
      link: problem.type.startsWith('/errors/') ? problem.type : undefined,
    }
  }
  if (typeof error === 'string') return { ...unreached, title: 'The answer is not one of Rollcall', detail: error }
  return error instanceof Error && error.name === 'TimeoutError'
    ? { ...unreached, title: 'The server took too long' }
    : unreached
}

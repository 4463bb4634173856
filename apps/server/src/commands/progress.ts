import type { CommandIo } from './command-io.ts'

/** The progress of long work. */
export interface Progress {
  /** @param total the total, where it is known */
  readonly reached: (done: number, total?: number) => void
  /** Removes the line from the terminal. */
  readonly end: () => void
}

const silent: Progress = { reached: () => undefined, end: () => undefined }

/**
 * Shows a line of progress on the terminal of the errors; shows nothing without a terminal, or where a program reads the
 * output.
 * @param unit what is counted, in the plural
 */
export const openProgress = async (
  { errorsTerminal }: CommandIo,
  unit: string,
  { total, isForProgram }: { readonly total?: number; readonly isForProgram: boolean | undefined },
): Promise<Progress> => {
  if (errorsTerminal === undefined || isForProgram === true) return silent
  const { default: library } = await import('cli-progress')
  const format = total === undefined ? `{value} ${unit}` : `{bar} {value} of {total} ${unit}`
  const bar = new library.SingleBar({
    format,
    stream: errorsTerminal,
    clearOnComplete: true,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    // The command itself ends its work after Ctrl-C.
    gracefulExit: false,
  })
  bar.start(total ?? 0, 0)
  return {
    reached: (done, whole) => {
      if (whole !== undefined) bar.setTotal(whole)
      bar.update(done)
    },
    end: () => bar.stop(),
  }
}

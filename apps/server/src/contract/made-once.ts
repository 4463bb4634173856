/** A text that is made when it is first asked for, and kept. */
export const madeOnce = (make: () => string): (() => string) => {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}

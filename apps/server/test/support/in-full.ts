/** `TESTS_IN_FULL=1`, as `.ci/run` sets it for some files: every combination and the largest sizes, which take minutes. */
export const isInFull = process.env.TESTS_IN_FULL === '1'

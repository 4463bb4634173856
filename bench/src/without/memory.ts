import type {
  Holding,
  createMemoryBudget as wholeBudget,
  roomForAnswer as wholeRoom,
} from '../../../packages/providers/src/runtime/limits/memory.ts'

export {
  costOfParsing,
  maximumDepth,
  measureJson,
  measureValue,
  parsedFirstBytes,
} from '../../../packages/providers/src/runtime/limits/memory.ts'

const nothing = (): void => undefined
const holding: Holding = { bytes: 0, take: nothing, free: nothing, end: nothing }
const room = { hold: nothing, settle: nothing }

/** No memory is counted. */
export const createMemoryBudget: typeof wholeBudget = () => ({ usedBytes: 0, open: () => holding })
export const roomForAnswer: typeof wholeRoom = () => room

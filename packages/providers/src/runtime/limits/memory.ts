import { ProviderFailure } from '../failures.ts'

/** One budget of bytes for the vendor answers of all calls of the process. */

/** What one call holds of the budget. */
export interface Holding {
  readonly bytes: number
  /**
   * A call that gets no memory releases all that it holds.
   * @throws ProviderFailure `overloaded` when the budget is used up now, `provider-response-too-large` when the answer is
   * larger than the budget
   */
  take(bytes: number): void
  /** Releases a part; for more than is held, all of it. */
  free(bytes: number): void
  /** Releases everything; later reservations are not counted. */
  end(): void
}

export interface MemoryBudget {
  /** The bytes that all calls hold. */
  readonly usedBytes: number
  open(): Holding
}

class Budget implements MemoryBudget {
  readonly totalBytes: number
  usedBytes = 0

  constructor(totalBytes: number) {
    this.totalBytes = totalBytes
  }

  open(): Holding {
    return new Part(this)
  }
}

/** What one call holds of a budget. */
class Part implements Holding {
  readonly #budget: Budget
  bytes = 0
  #hasEnded = false

  constructor(budget: Budget) {
    this.#budget = budget
  }

  take(bytes: number): void {
    if (this.#hasEnded) return
    const budget = this.#budget
    const failure =
      this.bytes + bytes > budget.totalBytes
        ? beyondAll()
        : budget.usedBytes + bytes > budget.totalBytes
          ? overloaded()
          : undefined
    if (failure !== undefined) {
      // Everything at once, so that other calls can continue.
      this.free(this.bytes)
      throw failure
    }
    this.bytes += bytes
    budget.usedBytes += bytes
  }

  free(bytes: number): void {
    const freed = Math.min(this.bytes, bytes)
    this.bytes -= freed
    this.#budget.usedBytes -= freed
  }

  end(): void {
    this.free(this.bytes)
    this.#hasEnded = true
  }
}

/** No call waits for memory: one that gets none releases what it holds, and ends. */
export const createMemoryBudget = (totalBytes: number): MemoryBudget => new Budget(totalBytes)

const overloaded = (): ProviderFailure =>
  new ProviderFailure(
    'overloaded',
    'The answers of vendors use all memory that this server has for them; try again later.',
    {
      // The vendor has answered: the request may have been applied.
      mayHaveBeenApplied: true,
    },
  )

const beyondAll = (): ProviderFailure =>
  new ProviderFailure(
    'provider-response-too-large',
    'The answer of the vendor needs more memory than this server has for all calls.',
    { mayHaveBeenApplied: true },
  )

/** For each byte of an answer: the bytes, their copy in one piece, the text, its strings, and the answer made of it. */
const factorOfBytes = 5
/** For each object or list, and for each value in one, beyond its bytes. */
const bytesOfContainer = 64
const bytesOfValue = 24
/** An answer of unknown length is counted by its bytes up to here; from here on as if it were the largest. */
const smallBytes = 256 * 1024
/** An answer up to here is parsed before it is measured: at most 30 MB that are not counted, for one call at a time. */
export const parsedFirstBytes = 1024 * 1024

/**
 * The memory for one answer, reserved in one step where it is large: several growing answers would use up the memory
 * together, and none of them could end.
 */
export const roomForAnswer = (memory: Holding, largest: number) => {
  let room = 0
  return {
    /** @throws ProviderFailure as `Holding.take` */
    hold(bytes: number): void {
      if (!(bytes * factorOfBytes > room)) return
      const wanted = Math.min(largest, room > 0 && bytes > smallBytes ? largest : bytes) * factorOfBytes
      if (wanted <= room) return
      memory.take(wanted - room)
      room = wanted
    },
    /** The answer is complete: the excess is released. */
    settle(bytes: number): void {
      memory.free(Math.max(0, room - bytes * factorOfBytes))
    },
  }
}

/** Deepest nesting of JSON that a vendor may send: its readers recurse for each level. */
export const maximumDepth = 500

const quote = 0x22
const backslash = 0x5c

export interface JsonMeasure {
  readonly depth: number
  readonly containers: number
  readonly values: number
}

/** Counts the parts of a JSON text by its marks outside of strings; parses nothing, and stops below `deepest`. */
export const measureJson = (text: Uint8Array, deepest: number): JsonMeasure => {
  let level = 0
  let depth = 0
  let containers = 0
  let values = 0
  let isInString = false
  for (let index = 0; index < text.length && depth <= deepest; index += 1) {
    const byte = text[index]
    if (isInString) {
      if (byte === backslash) index += 1
      else if (byte === quote) isInString = false
    } else if (byte === quote) isInString = true
    else if (byte === 0x2c || byte === 0x3a) values += 1
    else if (byte === 0x5b || byte === 0x7b) {
      containers += 1
      level += 1
      if (level > depth) depth = level
    } else if (byte === 0x5d || byte === 0x7d) level -= 1
  }
  return { depth, containers, values }
}

/** Counts the parts of a parsed value; much faster than from its text. */
export interface ValueMeasure extends JsonMeasure {
  /** There is a number that may have lost digits: not an integer, or beyond JavaScript's safe integers. */
  readonly hasDoubtfulNumbers: boolean
}

/** An object or an array of parsed JSON. */
const isContainer = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null

/** Measures a parsed value; stops below `deepest`. */
export const measureValue = (value: unknown, deepest: number): ValueMeasure => {
  let depth = 0
  let containers = 0
  let values = 0
  let hasDoubtfulNumbers = false
  const visit = (member: unknown, level: number): void => {
    if (typeof member === 'number') {
      if (!Number.isSafeInteger(member)) hasDoubtfulNumbers = true
      return
    }
    if (!isContainer(member)) return
    containers += 1
    if (level > depth) depth = level
    if (level > deepest) return
    if (Array.isArray(member)) {
      values += member.length
      for (let index = 0; index < member.length; index += 1) visit(member[index], level + 1)
      return
    }
    // Without a list of the members, which would be one more object for each object of the answer.
    for (const name in member) {
      values += 1
      visit(member[name], level + 1)
    }
  }
  visit(value, 1)
  return { depth, containers, values, hasDoubtfulNumbers }
}

/** Bytes of memory that the parsed form of an answer takes beyond its texts. */
export const costOfParsing = ({ containers, values }: JsonMeasure): number =>
  containers * bytesOfContainer + values * bytesOfValue

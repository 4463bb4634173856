import { Buffer } from 'node:buffer'
import type { MappedUser, UserLines } from '@rollcall/providers'
import type { Answer } from '../http/answer.ts'
import { writeHead } from '../http/write-head.ts'
import { toProblem } from '../problems/to-problem.ts'
import type { Deadline } from '../users/deadline.ts'
import { FlowEnded, isHead, writeFlowing } from './flow.ts'
import { presentUser, type UserView } from './user.ts'
import { warningsHeader } from './warnings.ts'

export interface FlowOptions {
  readonly deadline: Deadline
  readonly headers: Readonly<Record<string, string>>
  /** The path of the request, for the problem of a list that broke off. */
  readonly path: string
  /** Called with a failure midway. */
  readonly onFailure: (error: unknown) => void
  readonly silenceMs?: number
}

export interface LinesOptions extends FlowOptions {
  readonly view: UserView
}

/** Characters in one piece: more would be one large object for the garbage collector, fewer a write for each user. */
const pieceLength = 32 * 1024

/** A user with the warnings that concern only it. */
const lineOf = (found: MappedUser, view: UserView) => {
  const user = presentUser(found, view)
  return found.warnings === undefined ? user : { ...user, warnings: found.warnings }
}

/**
 * The lines of a page, in pieces. All at once: while the server waits for a slow reader, a few buffers stay in memory instead
 * of all items, which the garbage collector would move to its old generation.
 */
const linesOf = <T>(items: readonly T[], toLine: (item: T) => unknown): readonly Buffer[] => {
  const pieces: Buffer[] = []
  let lines: string[] = []
  let length = 0
  const endPiece = (): void => {
    pieces.push(Buffer.from(lines.join('')))
    lines = []
    length = 0
  }
  for (const item of items) {
    const line = `${JSON.stringify(toLine(item))}\n`
    lines.push(line)
    length += line.length
    if (length >= pieceLength) endPiece()
  }
  if (length > 0) endPiece()
  return pieces
}

/** A list of users as NDJSON, one user a line. */
export const presentLines = ({ pages, warnings }: UserLines, { view, ...options }: LinesOptions): Answer =>
  presentPages(pages, (found) => lineOf(found, view), {
    ...options,
    headers: { ...warningsHeader(warnings), ...options.headers },
  })

/**
 * A list as NDJSON, one item a line, page after page with back-pressure. The first page is read before the head is sent, so
 * that its failure is an ordinary problem; a later failure is the last line.
 */
export const presentPages = <T>(
  pages: AsyncIterable<readonly T[]>,
  toLine: (item: T) => unknown,
  options: FlowOptions,
): Answer => {
  const { deadline } = options
  deadline.pause()

  return {
    async flow(response) {
      writeHead(response, 200, { 'Content-Type': 'application/x-ndjson', ...options.headers })
      response.flushHeaders()
      const flowing = { deadline, ...(options.silenceMs === undefined ? {} : { silenceMs: options.silenceMs }) }
      try {
        if (!isHead(response)) {
          for await (const items of pages) {
            deadline.pause()
            for (const lines of linesOf(items, toLine)) await writeFlowing(response, lines, flowing)
          }
        }
        response.end()
      } catch (error) {
        if (error instanceof FlowEnded || response.destroyed) response.destroy()
        else {
          options.onFailure(error)
          response.end(`${JSON.stringify({ error: toProblem(error, options.path).problem })}\n`)
        }
      } finally {
        deadline.end()
      }
    },
  }
}

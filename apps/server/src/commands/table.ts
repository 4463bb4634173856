import stringWidth from 'string-width'
import type { CommandIo } from './command-io.ts'
import { visibleLine } from './visible-text.ts'

export type Cell = string | number | boolean | null | undefined

const textOf = (cell: Cell): string => {
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return visibleLine(String(cell ?? '-'))
}

/**
 * Writes rows below a heading, some at a time. The first rows set the widths of the columns; a wider cell shifts its own row.
 */
export const openTable = (
  io: CommandIo,
  head: readonly string[],
): { readonly add: (rows: readonly (readonly Cell[])[]) => void } => {
  let widths: readonly number[] | undefined
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => `${cell}${' '.repeat(Math.max(0, (widths?.[column] ?? 0) - stringWidth(cell)))}`)
      .join('  ')
      .trimEnd()
  return {
    add(rows) {
      const lines = rows.map((row) => row.map(textOf))
      if (widths === undefined) {
        widths = head.map((name, column) =>
          Math.max(stringWidth(name), ...lines.map((cells) => stringWidth(cells[column] ?? ''))),
        )
        io.output(`${lineOf(head)}\n`, 'heading')
      }
      io.output(lines.map((cells) => `${lineOf(cells)}\n`).join(''))
    },
  }
}

/** Writes the result of a command: as JSON with --json, else as a table. */
export const showTable = (
  io: CommandIo,
  isJson: boolean | undefined,
  value: unknown,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): void => {
  if (isJson === true) io.output(`${JSON.stringify(value, undefined, 2)}\n`)
  else openTable(io, head).add(rows)
}

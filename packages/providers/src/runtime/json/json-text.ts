import { memberPath } from './json.ts'

/** Changes of a JSON text that leave every other character unchanged: digits, order, white space. */

export interface TextChanges {
  /** Whether a member is removed, by the dotted path of its keys; places in arrays are not part of the path. */
  readonly drops?: (path: string) => boolean
  /** The replacement of a text or a key, or of a number or a word as it is written (`isText` is false). */
  readonly replaces?: (content: string, isText: boolean) => string
}

export interface ChangedText {
  readonly text: string
  /** Dotted paths of the removed or replaced values, each once; without places in arrays. */
  readonly paths: readonly string[]
}

const maximumPaths = 50

interface Frame {
  readonly isObject: boolean
  readonly path: string
  /** The comma after the last member that stays. */
  comma: number | undefined
  /** Where a removed member began whose end is not known yet. */
  droppedFrom: number | undefined
  droppedTo: number
  /** The path of the member whose value follows; `undefined` before its key. */
  member: string | undefined
}

/** The index after the text that begins at a quote. */
const behindText = (json: string, from: number): number => {
  for (let quote = json.indexOf('"', from + 1); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let slashes = 0
    while (json.charCodeAt(quote - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return quote + 1
  }
  return json.length
}

const delimiters = /[\s,:[\]{}"]/g

/** The index after a number or a word. */
const behindWord = (json: string, from: number): number => {
  delimiters.lastIndex = from + 1
  return delimiters.exec(json)?.index ?? json.length
}

/** The index after the value that begins here. */
const behindValue = (json: string, from: number): number => {
  let depth = 0
  for (let at = from; at < json.length; ) {
    const char = json.charAt(at)
    if (char === '"') at = behindText(json, at)
    else if ('{['.includes(char)) {
      depth += 1
      at += 1
    } else if ('}]'.includes(char)) {
      depth -= 1
      at += 1
    } else if (',:'.includes(char)) at += 1
    else at = behindWord(json, at)
    if (depth === 0) return at
  }
  return json.length
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

const behindSpace = (json: string, from: number): number => {
  let at = from
  while (isSpace(json.charCodeAt(at))) at += 1
  return at
}

const contentOf = (written: string): string => {
  if (!written.includes('\\')) return written.slice(1, -1)
  const content: unknown = JSON.parse(written)
  return typeof content === 'string' ? content : ''
}

/** @param json a text that `JSON.parse` accepts */
export const changedJson = (json: string, { drops, replaces }: TextChanges): ChangedText => {
  const edits: { from: number; to: number; text: string }[] = []
  const paths = new Set<string>()
  const frames: Frame[] = []
  const note = (path: string): void => {
    if (paths.size < maximumPaths) paths.add(path)
  }
  const open = (isObject: boolean): void => {
    const outer = frames.at(-1)
    const path = outer?.member ?? outer?.path ?? ''
    frames.push({ isObject, path, comma: undefined, droppedFrom: undefined, droppedTo: 0, member: undefined })
  }
  const replace = (from: number, to: number, path: string): void => {
    if (replaces === undefined) return
    const written = json.slice(from, to)
    const isText = written.startsWith('"')
    const content = isText ? contentOf(written) : written
    const replaced = replaces(content, isText)
    if (replaced === content) return
    edits.push({ from, to, text: JSON.stringify(replaced) })
    note(path)
  }
  const key = (frame: Frame, from: number): number => {
    const to = behindText(json, from)
    const name = contentOf(json.slice(from, to))
    const path = memberPath(frame.path, name)
    if (frame.droppedFrom !== undefined) {
      edits.push({ from: frame.droppedFrom, to: from, text: '' })
      frame.droppedFrom = undefined
    }
    const colon = behindSpace(json, to)
    if (drops?.(path) === true) {
      note(path)
      frame.droppedFrom = from
      frame.droppedTo = behindValue(json, behindSpace(json, colon + 1))
      return frame.droppedTo
    }
    replace(from, to, path)
    frame.member = path
    return colon + 1
  }
  const close = (): void => {
    const frame = frames.pop()
    if (frame?.droppedFrom === undefined) return
    edits.push({ from: frame.comma ?? frame.droppedFrom, to: frame.droppedTo, text: '' })
  }

  for (let at = behindSpace(json, 0); at < json.length; at = behindSpace(json, at)) {
    const char = json.charAt(at)
    const frame = frames.at(-1)
    if (char === '{' || char === '[') {
      open(char === '{')
      at += 1
    } else if (char === '}' || char === ']') {
      close()
      at += 1
    } else if (char === ',') {
      if (frame !== undefined) {
        if (frame.droppedFrom === undefined) frame.comma = at
        frame.member = undefined
      }
      at += 1
    } else if (char === '"' && frame?.isObject === true && frame.member === undefined) at = key(frame, at)
    else {
      const to = char === '"' ? behindText(json, at) : behindWord(json, at)
      replace(at, to, frame?.member ?? frame?.path ?? '')
      at = to
    }
  }

  let text = ''
  let end = 0
  for (const edit of edits.sort((left, right) => left.from - right.from)) {
    if (edit.to <= end) continue
    text += json.slice(end, Math.max(end, edit.from)) + edit.text
    end = edit.to
  }
  return { text: text + json.slice(end), paths: [...paths] }
}

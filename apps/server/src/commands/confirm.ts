import { once } from 'node:events'
import type { CommandIo } from './command-io.ts'

const firstLine = async (input: CommandIo['input']): Promise<string> => {
  let text = ''
  for await (const chunk of input) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}

/** Asks a person, and waits for a line. Every answer except `y` and `yes` means no. */
export const isConfirmed = async (io: CommandIo, question: string): Promise<boolean> => {
  io.errors(`${question} [y/N] `)
  const answered = new AbortController()
  const interrupted = once(io.signal, 'abort', { signal: answered.signal }).then(() => io.signal.throwIfAborted())
  try {
    const line = await Promise.race([firstLine(io.input), interrupted])
    return /^\s*y(?:es)?\s*$/i.test(line ?? '')
  } finally {
    interrupted.catch(() => undefined)
    answered.abort()
  }
}

/** One call that reached the vendor, without its secrets. */
export interface JournalEntry {
  readonly method: string
  /** Percent-encoded, without the slug. */
  readonly path: string
  /** As sent, without the question mark; values of secrets are replaced by `REDACTED`. */
  readonly query: string
  /** The value of X-Forwarded-Host; null when it was absent. */
  readonly forwarded_host: string | null
  /** Lower case, sorted; values are not kept. */
  readonly header_names: readonly string[]
  /** Size of the request body. */
  readonly body_bytes: number
  /** Null while it is open, and for an answer that was never begun. */
  readonly status: number | null
}

const capacity = 5000
const secretName = /token|secret|password|passwd|api_?key|^key$|^code$|code_verifier|assertion|signature|authorization/i

/** The last 5000 calls of one vendor. */
export class Journal {
  #entries: JournalEntry[] = []

  /** Notes a call; the returned function adds the status of its answer. */
  open(entry: Omit<JournalEntry, 'status'>): (status: number) => void {
    let noted: JournalEntry = { ...entry, status: null }
    this.#entries.push(noted)
    if (this.#entries.length > capacity) this.#entries.shift()
    return (status) => {
      const position = this.#entries.indexOf(noted)
      noted = { ...noted, status }
      if (position >= 0) this.#entries[position] = noted
    }
  }

  /** Oldest first. */
  list(): readonly JournalEntry[] {
    return [...this.#entries]
  }

  /** Removes all entries. */
  clear(): void {
    this.#entries = []
  }
}

/** Replaces known secrets anywhere in a path or query, encoded or not. */
export const redactText = (text: string, secrets: readonly string[]): string => {
  let clean = text
  for (const secret of secrets) {
    if (secret.length < 4) continue
    clean = clean.replaceAll(secret, 'REDACTED').replaceAll(encodeURIComponent(secret), 'REDACTED')
  }
  return clean
}

/** The query with the values of secret-sounding parameters replaced; everything else is unchanged. */
export const redactQuery = (rawQuery: string, secrets: readonly string[]): string => {
  const parts = rawQuery.split('&').map((part) => {
    const equals = part.indexOf('=')
    if (equals < 0 || !secretName.test(part.slice(0, equals))) return part
    return `${part.slice(0, equals)}=REDACTED`
  })
  return redactText(parts.join('&'), secrets)
}

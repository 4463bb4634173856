import { type Html, html, withCode } from './html.ts'

/** Remarks below a table; the same remark has one number, wherever it is referred to. */
export interface Footnotes {
  /** The sign that leads to a remark; nothing where there is none. */
  mark(note: string | undefined): Html | undefined
  /** All remarks so far. */
  list(): Html
}

export const createFootnotes = (): Footnotes => {
  const notes: string[] = []
  return {
    mark(note) {
      if (note === undefined) return undefined
      if (!notes.includes(note)) notes.push(note)
      const number = notes.indexOf(note) + 1
      return html`<sup><a href="#note-${number}" aria-label="Note ${number}">${number}</a></sup>`
    },
    list: () =>
      html`<ol class="notes">${notes.map((note, index) => html`<li id="note-${index + 1}">${withCode(note)}</li>\n`)}</ol>`,
  }
}

/**
 * Templates of the adapters. A template is trusted, a value is not: only source code can make a placeholder, a template is
 * filled once, and a value is never read as a template. A text that looks like a placeholder is a text.
 */

/** A place in a template or in an adapter's body that the engine fills. */
export class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** The id that the call is about. */
export const userId = new Placeholder('user id')
/** The access token, the API key or the password of the account, whichever it has. */
export const credential = new Placeholder('credential')
export const accessToken = new Placeholder('access_token')
export const apiKey = new Placeholder('api_key')
export const username = new Placeholder('username')
export const password = new Placeholder('password')
/** A variable of the account. */
export const variable = (name: string): Placeholder => new Placeholder(name)

/** Texts of the source code with values between them: placeholders, texts from outside, or other templates. */
export class Template {
  readonly #texts: readonly string[]
  readonly #values: readonly (Placeholder | Template | string)[]

  constructor(texts: readonly string[], values: readonly (Placeholder | Template | string)[]) {
    this.#texts = texts
    this.#values = values
  }

  /** `toText` returns the value of a placeholder; `encode` is applied to every value, never to a text of the source. */
  fill(toText: (placeholder: Placeholder) => string, encode: (value: string) => string = (value) => value): string {
    return this.#texts.reduce((filled, text, index) => {
      const value = this.#values[index - 1] ?? ''
      if (value instanceof Template) return filled + value.fill(toText, encode) + text
      return filled + encode(value instanceof Placeholder ? toText(value) : value) + text
    })
  }

  /** With the names of the placeholders in braces: for documents, never for requests. */
  display(): string {
    return this.fill(displayOf)
  }
}

/** As a document shows it: the name of a placeholder in braces. */
export const displayOf = (fillable: string | Placeholder | Template): string => {
  if (typeof fillable === 'string') return fillable
  return fillable instanceof Template ? fillable.display() : `{${fillable.name}}`
}

/** The tag of a template. */
export const template = (
  texts: TemplateStringsArray,
  ...values: readonly (Placeholder | Template | string)[]
): Template => new Template(texts, values)

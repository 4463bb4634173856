/**
 * Characters that control a terminal instead of being shown: control characters (C0, DEL, C1), line separators, and marks
 * that change the direction of text.
 */
const obeyed = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A text on one line of a terminal, with those characters escaped as in JSON. */
export const visibleLine = (text: string): string => text.replaceAll(obeyed, escaped)

/** The same for a text of several lines. JSON keeps its meaning: these characters occur only in its strings. */
export const visibleText = (text: string): string => text.split('\n').map(visibleLine).join('\n')

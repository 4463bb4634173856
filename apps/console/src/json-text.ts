/** JSON indented; as it came where a number has more digits than JavaScript keeps, or where it is no JSON. */
export const indented = (text: string): string => {
  if (/\d{16}/.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value, null, 2)
  } catch {
    return text
  }
}

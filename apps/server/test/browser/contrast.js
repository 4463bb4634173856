/** Evaluated in the page: the contrast (WCAG 2.2) between the text and the ground of what a selector finds first. */
export const contrastOf = (selector) => {
  const light = (color) => {
    const [red, green, blue] = color
      .match(/[\d.]+/g)
      .map((part) => Number(part) / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const groundOf = (element) => {
    const { backgroundColor } = getComputedStyle(element)
    return backgroundColor === 'rgba(0, 0, 0, 0)' ? groundOf(element.parentElement) : backgroundColor
  }
  const element = document.querySelector(selector)
  const [high, low] = [light(getComputedStyle(element).color), light(groundOf(element))].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

/** Text of a vendor or a secret, in a box of its own that scrolls by keyboard too. */
export const RawText = ({ label, text }: { readonly label: string; readonly text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
  <section className="raw" aria-label={label} tabIndex={0}>
    <pre>{text}</pre>
  </section>
)

/** What works without a script too gets better by one: addresses of this server, and the search over the providers. */

// The browser knows how this server is reached; the server itself cannot know.
for (const place of document.querySelectorAll('[data-origin]')) {
  place.textContent = place.textContent.replaceAll(place.dataset.origin, window.location.origin)
}

const form = document.querySelector('form.filter')

if (form !== null) {
  const rows = [...document.querySelectorAll('tr[data-provider]')]
  const status = document.querySelector('[role="status"]')
  const fields = ['search', 'operation', 'field']

  /** Shows the rows that the form asks for; the address keeps what was asked, so that it can be sent to others. */
  const filter = () => {
    const { search, operation, field } = Object.fromEntries(
      fields.map((name) => [name, form.elements[name].value.trim()]),
    )
    const shown = new Set()
    for (const row of rows) {
      const can = row.dataset.can.split(' ')
      const isShown =
        row.dataset.provider.includes(search.toLowerCase()) &&
        (operation === '' || can.includes(operation)) &&
        (field === '' || can.includes(field))
      row.hidden = !isShown
      if (isShown) shown.add(row.dataset.provider)
    }
    const all = new Set(rows.map(({ dataset }) => dataset.provider)).size
    status.textContent =
      shown.size === all
        ? `All ${all} providers are shown.`
        : shown.size === 0
          ? 'No provider is like this. Ask for less.'
          : `${shown.size} of ${all} providers are shown.`
    const asked = new URLSearchParams(Object.entries({ search, operation, field }).filter(([, value]) => value !== ''))
    window.history.replaceState(null, '', asked.size === 0 ? '#' : `#${asked}`)
  }

  const asked = new URLSearchParams(window.location.hash.slice(1))
  for (const name of fields) if (asked.has(name)) form.elements[name].value = asked.get(name)
  form.hidden = false
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', filter)
  if (fields.some((name) => asked.has(name))) filter()
}

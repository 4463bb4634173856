/** The page where a customer connects an account: all that it shows is from /connect/session. */

const view = document.querySelector('#view')
const title = document.querySelector('#title')
const status = document.querySelector('#status')

/** Up to this number of providers the page has no search. */
const manyProviders = 8

const methodNames = {
  oauth2: 'Sign in',
  api_key: 'API key or token',
  basic: 'User name and password',
  client_credentials: 'An app of your own (client credentials)',
}

const closedSentences = {
  unknown: 'This link is not valid. Ask for a new one.',
  used: 'This link has connected an account already. Ask for a new one.',
  revoked: 'This link was revoked. Ask for a new one.',
  expired: 'This link has expired. Ask for a new one.',
}

/** An element with properties, attributes and children; a text is never HTML. */
const make = (tag, { attributes = {}, ...properties } = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.filter((child) => child !== null))
  return element
}

/** Shows another step; the heading gets the focus, so that a screen reader reads it. */
const show = (heading, ...children) => {
  title.textContent = heading
  document.title = heading
  status.textContent = ''
  view.replaceChildren(...children.filter((child) => child !== null))
  title.focus()
}

const alertOf = (sentence) => (sentence === null ? null : make('p', { attributes: { role: 'alert' } }, sentence))

/**
 * Notifies the opener, and redirects where the link has an address; else closes the window, or says that it can be closed.
 */
const deliver = ({ message_origins: origins, redirect_uri: uri }, result) => {
  if (window.opener !== null) for (const origin of origins) window.opener.postMessage(result, origin)
  if (uri !== null) {
    const address = new URL(uri)
    for (const [name, value] of Object.entries(result)) address.searchParams.set(name, value)
    window.location.replace(address)
  } else if (window.opener !== null) window.close()
}

const cancelButton = (session, result) =>
  make('button', {
    type: 'button',
    textContent: session.redirect_uri === null ? 'Stop without connecting' : 'Go back without connecting',
    onclick() {
      show('Not connected', make('p', {}, 'No account was connected. You can close this window.'))
      deliver(session, result ?? { result: 'closed' })
    },
  })

const showSuccess = (session, result) => {
  show('Connected', make('p', {}, 'The account is connected. You can close this window.'))
  deliver(session, result)
}

const showClosed = (session) => {
  const sentence = closedSentences[session.state]
  const result = { result: 'error', error: sentence, error_type: 'invalid_token' }
  if (window.opener !== null) for (const origin of session.message_origins) window.opener.postMessage(result, origin)
  const back =
    session.redirect_uri === null ? null : make('div', { className: 'actions' }, cancelButton(session, result))
  show('This link does not work', alertOf(sentence), back)
}

const fieldOf = ({ name, label, description, example, is_required: isRequired, is_secret: isSecret, value }) => {
  const hint = [description, example === null ? null : `For example: ${example}`].filter((part) => part !== null)
  const input = make('input', {
    id: `field-${name}`,
    name,
    type: isSecret ? 'password' : 'text',
    required: isRequired,
    value: value ?? '',
    autocomplete: 'off',
    spellcheck: false,
    attributes: { 'aria-describedby': `hint-${name} fault-${name}`, autocapitalize: 'none' },
  })
  return make(
    'div',
    { className: 'field' },
    make('label', { htmlFor: input.id }, isRequired ? label : `${label} (optional)`),
    input,
    make('p', { className: 'hint', id: `hint-${name}` }, hint.join(' ')),
    make('p', { className: 'hint bad', id: `fault-${name}` }),
  )
}

/** Shows each fault beside its field. @returns the sentences that belong to no field */
const showFaults = (form, problem) => {
  const others = []
  for (const { pointer = '', detail } of problem.errors ?? []) {
    const name = pointer
      .replace('/context/', '')
      .replace('oauth/client/', 'client_')
      .replace('oauth/client', 'client_id')
    const input = form.elements.namedItem(name)
    if (input === null) others.push(`${pointer} ${detail}`)
    else {
      input.setAttribute('aria-invalid', 'true')
      document.querySelector(`#fault-${name}`).textContent = detail
    }
  }
  form.querySelector('[aria-invalid="true"]')?.focus()
  return problem.errors === undefined ? [problem.message ?? 'The server failed. Try again.'] : others
}

const clearFaults = (form) => {
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
  for (const fault of form.querySelectorAll('.bad')) fault.textContent = ''
  form.querySelector('[role="alert"]')?.remove()
}

const send = async (session, integration, method, form) => {
  clearFaults(form)
  const button = form.querySelector('button.main')
  button.disabled = true
  status.textContent = `Connecting ${integration.name}…`
  const context = Object.fromEntries(new FormData(form))
  try {
    const response = await fetch('/connect/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        integration: integration.slug,
        authentication_method: method.authentication_method,
        context,
      }),
    })
    const answer = await response.json()
    if (!response.ok) {
      const sentences = showFaults(form, answer)
      if (sentences.length > 0) form.prepend(alertOf(sentences.join(' ')))
    } else if (answer.consent_url !== null) {
      window.location.assign(answer.consent_url)
      return
    } else if (answer.result.result === 'success') {
      showSuccess(session, answer.result)
      return
    } else if (answer.result.error_type === 'invalid_token') {
      await start()
      return
    } else {
      showForm(session, integration, method, answer.result, form)
      return
    }
  } catch {
    form.prepend(alertOf('This server does not answer. Check your connection and try again.'))
  }
  status.textContent = ''
  button.disabled = false
}

/** The values of a form stay when it is shown again, except secrets. */
const refill = (method, former) => {
  if (former === undefined) return method.fields
  const given = new FormData(former)
  return method.fields.map((field) =>
    field.is_secret ? field : { ...field, value: given.get(field.name) ?? field.value },
  )
}

const methodChoice = (session, integration, chosen) => {
  if (integration.methods.length === 1) return null
  const choices = integration.methods.map((method) =>
    make(
      'label',
      {},
      make('input', {
        type: 'radio',
        name: 'authentication_method',
        checked: method === chosen,
        onchange() {
          showForm(session, integration, method, null)
          document.querySelector('input[type="radio"]:checked').focus()
        },
      }),
      methodNames[method.authentication_method],
    ),
  )
  return make('fieldset', {}, make('legend', {}, 'How do you want to connect?'), ...choices)
}

const showForm = (session, integration, method, result, former) => {
  const isConsent = method.authentication_method === 'oauth2'
  const form = make(
    'form',
    {
      noValidate: false,
      onsubmit(event) {
        event.preventDefault()
        send(session, integration, method, form)
      },
    },
    alertOf(result?.error ?? null),
    make('p', {}, method.where),
    make(
      'p',
      { className: 'hint' },
      `${method.rights} `,
      make(
        'a',
        { href: method.source, target: '_blank', rel: 'noopener noreferrer' },
        `How ${integration.name} explains it (opens a new tab)`,
      ),
    ),
    ...refill(method, former).map(fieldOf),
    make(
      'div',
      { className: 'actions' },
      make('button', { className: 'main', type: 'submit' }, isConsent ? `Continue to ${integration.name}` : 'Connect'),
      session.integrations.length === 1
        ? null
        : make('button', { type: 'button', onclick: () => showChoice(session) }, 'Choose another CRM'),
      cancelButton(session, result),
    ),
  )
  const heading = session.is_reconnection ? `Connect ${integration.name} again` : `Connect ${integration.name}`
  show(heading, methodChoice(session, integration, method), form)
}

const showChoice = (session) => {
  const items = session.integrations.map((integration) =>
    make(
      'li',
      {},
      make(
        'button',
        { type: 'button', onclick: () => showForm(session, integration, integration.methods[0], null) },
        integration.name,
      ),
    ),
  )
  const list = make('ul', {}, ...items)
  const search = make('input', {
    id: 'search',
    type: 'search',
    autocomplete: 'off',
    oninput() {
      const text = search.value.trim().toLowerCase()
      for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(text)
      const shown = items.filter(({ hidden }) => !hidden).length
      status.textContent = shown === 1 ? '1 CRM' : `${shown} CRMs`
    },
  })
  const find =
    items.length < manyProviders
      ? null
      : make('div', { className: 'field' }, make('label', { htmlFor: 'search' }, 'Search'), search)
  show('Choose your CRM', find, list, make('div', { className: 'actions' }, cancelButton(session, session.result)))
}

const showOpen = (session) => {
  const { integrations, result } = session
  const named = integrations.find(({ slug }) => slug === result?.integration)
  const [only] = integrations
  if (only === undefined) {
    const sentence = 'There is no CRM that this link can connect. Ask the sender of the link.'
    show('Nothing to connect', alertOf(sentence), make('div', { className: 'actions' }, cancelButton(session, null)))
  } else if (named !== undefined) showForm(session, named, named.methods[0], result)
  else if (integrations.length === 1) showForm(session, only, only.methods[0], result)
  else {
    showChoice(session)
    if (result?.error !== undefined) view.prepend(alertOf(result.error))
  }
}

const start = async () => {
  const response = await fetch('/connect/session')
  const session = await response.json()
  if (!response.ok) show('Connect your CRM', alertOf(`${session.message} Load the page again.`))
  else if (session.result?.result === 'success') showSuccess(session, session.result)
  else if (session.state === 'open') showOpen(session)
  else showClosed(session)
}

start().catch(() => {
  show('Connect your CRM', alertOf('This server does not answer. Check your connection and load the page again.'))
})

/** Shows the contract of this server by Scalar, with this server's address in samples, and in a demo with what to try it by. */

const place = document.querySelector('#reference')
const { sampleOrigin, sampleToken, token, account } = place.dataset

/** A user of the demo, which the calls of the reference name; none where the account no longer has one. */
const someUser = async () => {
  const answer = await fetch(`/unified/crm/users?limit=1&integrated_account_id=${account}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  return answer.ok ? (await answer.json()).result[0] : undefined
}

const exampleOf = ({ components }, name) => components.parameters[name].example

/** Fills the calls about a person with one of the demo's people. */
const nameSomebody = ({ paths, components: { examples } }, { email }) => {
  const { value } = examples.PersonDeactivationPreview
  const parts = [
    ...Object.keys(paths).map((path) => [paths, path, path.startsWith('/unified/crm/people')]),
    ...Object.keys(examples).map((name) => [examples, name, name.startsWith('PersonDeactivation')]),
  ]
  const former = value.email
  for (const [whole, name, isMeant] of parts) {
    if (isMeant) whole[name] = JSON.parse(JSON.stringify(whole[name]).replaceAll(former, email))
  }
}

const contractOf = async () => {
  const response = await fetch('/docs/openapi.json')
  const text = (await response.text()).replaceAll(sampleOrigin, window.location.origin)
  if (token === undefined) return text
  const contract = JSON.parse(text)
  const user = await someUser()
  if (user !== undefined) nameSomebody(contract, user)
  return JSON.stringify(contract)
    .replaceAll(sampleToken, token)
    .replaceAll(exampleOf(contract, 'IntegratedAccountId'), account)
    .replaceAll(exampleOf(contract, 'UserId'), user?.id ?? exampleOf(contract, 'UserId'))
}

const start = async () => {
  window.Scalar.createApiReference('#reference', {
    content: await contractOf(),
    servers: [{ url: window.location.origin }],
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hiddenClients: true,
    hideClientButton: true,
    showDeveloperTools: 'never',
    documentDownloadType: 'none',
    persistAuth: false,
    theme: 'default',
    defaultOpenFirstTag: true,
    authentication: {
      preferredSecurityScheme: 'token',
      securitySchemes: { token: { token: token ?? '' } },
    },
  })
}

start().catch(() => {
  place.textContent = 'This server does not answer. Look at your connection and load the page again.'
})

/** Shows the contract of this server by Scalar, with this server's address in samples, and in a demo with what to try it by. */

const place = document.querySelector('#reference')
const { sampleOrigin, sampleToken, token, account } = place.dataset

/** A user of the demo, which the calls of the reference name. */
const someUser = async () => {
  const answer = await fetch(`/unified/crm/users?limit=1&integrated_account_id=${account}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  const { result } = await answer.json()
  return result[0].id
}

const exampleOf = ({ components }, name) => components.parameters[name].example

const contractOf = async () => {
  const response = await fetch('/docs/openapi.json')
  const text = (await response.text()).replaceAll(sampleOrigin, window.location.origin)
  if (token === undefined) return text
  const contract = JSON.parse(text)
  return text
    .replaceAll(sampleToken, token)
    .replaceAll(exampleOf(contract, 'IntegratedAccountId'), account)
    .replaceAll(exampleOf(contract, 'UserId'), await someUser())
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

import { type Breakage, inFile } from '../breakage.ts'

const runtime = 'packages/providers/src/runtime'
const tests = { 'packages/providers': ['runtime/oauth/oauth'] }

const oauth = inFile(`${runtime}/oauth/oauth.ts`, tests)
const endpoint = inFile(`${runtime}/oauth/token-endpoint.ts`, tests)
const failure = inFile(`${runtime}/oauth/token-failure.ts`, tests)
const authorize = inFile(`${runtime}/oauth/authorize-url.ts`, tests)

/** Token endpoints and consent addresses. */
export const ofOAuth: readonly Breakage[] = [
  oauth('a rotated refresh token is lost', 'isText(answer.refresh_token) ?', 'answer.refresh_token === null ?'),
  oauth('a token expires at once', 'sentAtMs + lives', 'sentAtMs'),
  oauth(
    'a lifetime of nothing is believed',
    'Number.isFinite(lifetime) && lifetime > 0 ?',
    'Number.isFinite(lifetime) ?',
  ),
  oauth("the vendor's lifetime is not known", ': endpoint.lifetimeSeconds\n', ': undefined\n'),
  oauth(
    'a refresh authenticates like a first consent',
    'refreshes ? oauth2?.refreshClientAuthentication : undefined',
    'undefined',
  ),
  oauth('the variables of a token answer are lost', 'changedVariables(account, known, brought)', 'known'),
  oauth('a failed revocation is a success', 'response.status >= 200 && response.status < 300 &&', ''),
  endpoint(
    'the client stands in the body of every call',
    "clientAuthentication === 'body'",
    "clientAuthentication !== 'none'",
  ),
  endpoint(
    'a token is asked for at any host',
    'assertVendorUrl(input.adapter, fill(address, withDefaults(input.adapter.account, input.variables)))',
    'new URL(fill(address, withDefaults(input.adapter.account, input.variables)))',
  ),
  endpoint('an empty secret is sent', "client.secret === '' ? {} :", 'client.secret === undefined ? {} :'),
  failure(
    'a 429 of a token endpoint is a refusal',
    "says(tooMany)) return 'rate-limited'",
    "says(tooMany)) return 'dead'",
  ),
  failure(
    'a broken token endpoint is a refusal',
    "if (brokenCodes.test(code)) return 'broken'",
    "if (brokenCodes.test(code)) return 'dead'",
  ),
  failure(
    'a refusal that passes costs the account its credential',
    "if (says(passing)) return 'doubtful'",
    "if (says(passing)) return 'dead'",
  ),
  failure(
    'an OAuth app that is refused costs the account its credential',
    "if (appCodes.test(code)) return 'app-refused'",
    "if (appCodes.test(code)) return 'dead'",
  ),
  failure('a 5xx of a token endpoint is a refusal', ' || status >= 500 ||', ' ||'),
  failure("a refusal shows the client's secret", '...clientSecretsOf(input.client),', ''),
  authorize('PKCE is sent in the clear', "code_challenge_method = 'S256'", "code_challenge_method = 'plain'"),
  authorize('consent is asked for at any host', 'assertVendorUrl(adapter, address)', 'new URL(address)'),
  authorize('scopes are parted by blanks everywhere', "oauth2.scopeSeparator ?? ' '", "' '"),
]

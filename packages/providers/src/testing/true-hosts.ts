import type { ProviderSlug } from '@rollcall/contract'

interface TrueHosts {
  /** `*` is one label that a customer chooses, `#` a number. */
  readonly hosts: readonly string[]
  readonly source: string
}

/**
 * Every form of host that the vendors publish or were seen to use, read on 2026-11-26, each with its source. A host pattern
 * must match all of these; a test makes look-alikes of them, which it must not match unless they have such a form themselves.
 */
export const trueHosts: Readonly<Record<ProviderSlug, TrueHosts>> = {
  accelo: { hosts: ['*.api.accelo.com'], source: 'https://api.accelo.com/docs/#url-structure' },
  activecampaign: {
    hosts: ['*.api-us1.com', '*.activehosted.com'],
    source: 'https://developers.activecampaign.com/reference/url',
  },
  attio: { hosts: ['api.attio.com', 'app.attio.com'], source: 'https://docs.attio.com/rest-api/overview' },
  capsule: { hosts: ['api.capsulecrm.com'], source: 'https://developer.capsulecrm.com/v2/overview/getting-started' },
  close: { hosts: ['api.close.com'], source: 'https://developer.close.com/topics/api-url/' },
  copper: {
    hosts: ['api.copper.com', 'app.copper.com'],
    source: 'https://developer.copper.com/introduction/requests.html',
  },
  'dynamics-365-sales': {
    hosts: [
      // Regions 2 to 9, 11, 12, 14 to 17 and 19 to 22: https://learn.microsoft.com/power-platform/admin/new-datacenter-regions.
      ...['', '#'].flatMap((region) => [`*.crm${region}.dynamics.com`, `*.api.crm${region}.dynamics.com`]),
      // China, GCC High, DoD, and the Germany of before 2021: the clouds of the discovery service.
      ...['crm.dynamics.cn', 'crm.microsoftdynamics.us', 'crm.appsplatform.us', 'crm.microsoftdynamics.de'].flatMap(
        (cloud) => [`*.${cloud}`, `*.api.${cloud}`],
      ),
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
    ],
    source: 'https://learn.microsoft.com/power-apps/developer/data-platform/discovery-service',
  },
  freshsales: {
    hosts: ['*.myfreshworks.com', '*.freshworks.com', '*.freshsales.io'],
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
  highlevel: {
    hosts: ['services.leadconnectorhq.com'],
    source: 'https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0',
  },
  hubspot: { hosts: ['api.hubapi.com'], source: 'https://developers.hubspot.com/docs/api-reference/overview' },
  insightly: {
    hosts: ['api.*.insightly.com'],
    source: 'https://api.insightly.com/v3.1/Help',
  },
  keap: {
    hosts: ['api.infusionsoft.com', 'api.keap.com'],
    source: 'https://developer.infusionsoft.com/docs/restv2/',
  },
  'monday-crm': {
    hosts: ['api.monday.com', 'auth.monday.com'],
    source: 'https://developer.monday.com/api-reference/docs/authentication',
  },
  nutshell: { hosts: ['app.nutshell.com'], source: 'https://developers.nutshell.com/docs/getting-started' },
  onepagecrm: { hosts: ['app.onepagecrm.com'], source: 'https://developer.onepagecrm.com/api/' },
  outreach: { hosts: ['api.outreach.io'], source: 'https://developers.outreach.io/api/' },
  pipedrive: {
    hosts: ['*.pipedrive.com'],
    source: 'https://pipedrive.readme.io/docs/core-api-concepts-about-pipedrive-api',
  },
  pipeliner: {
    // The address is made for each space; seen: us-east.…, eu-central.api.…, api.coevera.com.
    hosts: ['pipelinersales.com', 'coevera.com'].flatMap((domain) => [
      `*.${domain}`,
      `*.*.${domain}`,
      `*.*.*.${domain}`,
    ]),
    source: 'https://developers.pipelinersales.com/api-docs',
  },
  planhat: {
    hosts: [
      'api.planhat.com',
      'api-eu.planhat.com',
      'api-eu#.planhat.com',
      'api-us#.planhat.com',
      'api.planhatdemo.com',
    ],
    source: 'https://docs.planhat.com/',
  },
  salesflare: { hosts: ['api.salesflare.com'], source: 'https://api.salesflare.com/docs' },
  salesforce: {
    hosts: [
      // Government Cloud: forcedotcom/sfdx-core PR 1335. Alibaba Cloud: tprouvot/Salesforce-Inspector-reloaded.
      ...['salesforce.com', 'salesforce.mil', 'sfcrmproducts.cn', 'sfcrmapps.cn'].flatMap((domain) =>
        ['*', '*.sandbox', '*.develop', '*.scratch', '*.demo', '*.patch', '*.trailblaze', '*.free', '*.cs#'].map(
          (org) => `${org}.my.${domain}`,
        ),
      ),
      'na#.salesforce.com',
      'eu#.salesforce.com',
      'ap#.salesforce.com',
      'um#.salesforce.com',
      'cs#.salesforce.com',
      'usa#.salesforce.com',
      'login.salesforce.com',
      'test.salesforce.com',
    ],
    source: 'https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm',
  },
  teamleader: {
    hosts: ['api.focus.teamleader.eu', 'focus.teamleader.eu'],
    source: 'https://developer.focus.teamleader.eu/docs/general/authentication',
  },
  wix: {
    hosts: ['www.wixapis.com'],
    source: 'https://dev.wix.com/docs/rest/articles/getting-started/authentication',
  },
  'zendesk-sell': {
    hosts: ['api.getbase.com'],
    source: 'https://developers.getbase.com/docs/rest/articles/first_call',
  },
  'zoho-crm': {
    hosts: ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae']
      .flatMap((zone) => [
        `accounts.zoho.${zone}`,
        ...['www', 'sandbox', 'developer'].map((kind) => `${kind}.zohoapis.${zone}`),
      ])
      .concat(['accounts.zohocloud.ca', 'www.zohoapis.ca', 'sandbox.zohoapis.ca', 'developer.zohoapis.ca']),
    source: 'https://www.zoho.com/accounts/protocol/oauth/multi-dc.html',
  },
}

const formOf = (form: string): RegExp =>
  new RegExp(
    `^${form.replaceAll('.', '[.]').replaceAll('*', '[a-z0-9]([a-z0-9-]*[a-z0-9])?').replaceAll('#', '[0-9]{1,4}')}$`,
    'i',
  )

/** Hosts of every form. */
export const examplesOf = (slug: ProviderSlug): readonly string[] => [
  ...new Set(
    trueHosts[slug].hosts.map((form) => form.replace('*', 'acme').replaceAll('*', 'api').replaceAll('#', '4')),
  ),
]

export const isTrueHost = (slug: ProviderSlug, host: string): boolean =>
  trueHosts[slug].hosts.some((form) => formOf(form).test(host))

const zones = ['com', 'net', 'org', 'io', 'co', 'test', 'mil', 'gov', 'us', 'uk', 'co.uk', 'eu', 'de', 'cn', 'com.cn']

/** Hosts that look like this one and belong to another owner, or to none. */
export const lookAlikesOf = (slug: ProviderSlug, host: string): readonly string[] => {
  const labels = host.split('.')
  const each = (change: (label: string, index: number) => readonly string[]): string[] =>
    labels.flatMap((label, index) => change(label, index).map((other) => labels.toSpliced(index, 1, other).join('.')))
  const dots = labels
    .slice(1)
    .map((_label, index) => [labels.slice(0, index + 1).join('.'), labels.slice(index + 1).join('.')])
  const candidates = [
    ...zones.flatMap((zone) => [`${host}.${zone}`, labels.slice(0, -1).concat(zone).join('.')]),
    ...labels.map((_label, index) => `${labels.slice(index).join('.')}.evil.test`),
    `${host}-evil.test`,
    `${host}evil.test`,
    ...each((label) => ['evil', `evil${label}`, `evil-${label}`, `${label}evil`, `${label}-evil`, `xn--${label}`]),
    ...each((label) => [`-${label}`, `${label}-`, '', `${label}..`, `${label}.evil.${label}`]),
    ...labels
      .slice(1)
      .map((_label, index) => labels.toSpliced(index, 2, labels[index + 1] ?? '', labels[index] ?? '').join('.')),
    ...dots.flatMap(([before, after]) =>
      ['', '-', '_', '..', '.evil.', '%2e', '\u3002', '\uff0e', '\n.', '\\.', '/.', '@', '#.', '?.', ':443.', ' .'].map(
        (dot) => `${before}${dot}${after}`,
      ),
    ),
    host.replaceAll('.', '-'),
    `${host}.`,
    `.${host}`,
    `user@${host}`,
    `user:secret@${host}`,
    `${host}@evil.test`,
    `${host}:8443`,
    `${host}:443@evil.test`,
    `${host}\\@evil.test`,
    `evil.test\\${host}`,
    `evil.test/${host}`,
    `evil.test?${host}`,
    `evil.test#${host}`,
    `${host}%00.evil.test`,
    `${host}%2eevil.test`,
    `${host}\t`,
    `${host}\u00ad`,
    String.fromCodePoint((host.codePointAt(0) ?? 0) + 0xfee0) + host.slice(1),
    host.replace('s', '\u017f').replace('k', '\u212a'),
    '127.0.0.1',
    'localhost',
    '',
  ]
  return [...new Set(candidates)].filter((candidate) => !isTrueHost(slug, candidate) && candidate !== host)
}

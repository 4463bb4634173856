import type { ProviderSlug } from '@rollcall/contract'

/**
 * Hosts that the vendors publish, as of November 2026, each with its source. A host pattern must take all of these; a
 * test makes look-alikes of them, and takes none of those.
 */
export const trueHosts: Readonly<
  Partial<Record<ProviderSlug, { readonly hosts: readonly string[]; readonly source: string }>>
> = {
  accelo: { hosts: ['planet-express.api.accelo.com'], source: 'https://api.accelo.com/docs/#url-structure' },
  activecampaign: {
    hosts: ['acme.api-us1.com', 'acme.activehosted.com'],
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
      'contoso.crm.dynamics.com',
      'contoso.crm4.dynamics.com',
      'contoso.crm9.dynamics.com',
      'contoso.crm21.dynamics.com',
      'contoso.api.crm4.dynamics.com',
      'contoso.crm.dynamics.cn',
      'contoso.crm.microsoftdynamics.us',
      'contoso.crm.appsplatform.us',
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
    ],
    source: 'https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors',
  },
  freshsales: {
    hosts: ['acme.myfreshworks.com', 'acme.freshworks.com', 'acme.freshsales.io'],
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
  highlevel: {
    hosts: ['services.leadconnectorhq.com'],
    source: 'https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0',
  },
  hubspot: { hosts: ['api.hubapi.com'], source: 'https://developers.hubspot.com/docs/api-reference/overview' },
  insightly: {
    hosts: ['api.na1.insightly.com', 'api.eu1.insightly.com'],
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
    hosts: ['api.pipedrive.com', 'oauth.pipedrive.com', 'acme.pipedrive.com'],
    source: 'https://pipedrive.readme.io/docs/core-api-concepts-about-pipedrive-api',
  },
  pipeliner: {
    hosts: ['us-east.pipelinersales.com', 'eu-central.api.pipelinersales.com', 'api.coevera.com'],
    source: 'https://developers.pipelinersales.com/api-docs',
  },
  planhat: {
    hosts: ['api.planhat.com', 'api-eu3.planhat.com', 'api-us4.planhat.com', 'api.planhatdemo.com'],
    source: 'https://docs.planhat.com/',
  },
  salesflare: { hosts: ['api.salesflare.com'], source: 'https://api.salesflare.com/docs' },
  salesforce: {
    hosts: [
      'acme.my.salesforce.com',
      'acme--uat.sandbox.my.salesforce.com',
      'acme--uat.my.salesforce.com',
      'acme-dev-ed.develop.my.salesforce.com',
      'acme.scratch.my.salesforce.com',
      'acme.my.salesforce.mil',
      'acme.my.sfcrmproducts.cn',
      'na1.salesforce.com',
      'cs42.salesforce.com',
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
      .flatMap((zone) => [`accounts.zoho.${zone}`, `www.zohoapis.${zone}`])
      .concat(['accounts.zohocloud.ca', 'www.zohoapis.ca', 'sandbox.zohoapis.eu', 'developer.zohoapis.com']),
    source: 'https://www.zoho.com/accounts/protocol/oauth/multi-dc.html',
  },
}

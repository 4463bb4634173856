/* generated using openapi-typescript-codegen -- do not edit */
/* istanbul ignore file */
/* tslint:disable */
/* eslint-disable */
/**
 * Our name for a vendor.
 */
export enum ProviderSlug {
    ACCELO = 'accelo',
    ACTIVECAMPAIGN = 'activecampaign',
    ATTIO = 'attio',
    CAPSULE = 'capsule',
    CLOSE = 'close',
    COPPER = 'copper',
    DYNAMICS_365_SALES = 'dynamics-365-sales',
    FRESHSALES = 'freshsales',
    HIGHLEVEL = 'highlevel',
    HUBSPOT = 'hubspot',
    INSIGHTLY = 'insightly',
    KEAP = 'keap',
    MONDAY_CRM = 'monday-crm',
    NUTSHELL = 'nutshell',
    ONEPAGECRM = 'onepagecrm',
    OUTREACH = 'outreach',
    PIPEDRIVE = 'pipedrive',
    PIPELINER = 'pipeliner',
    PLANHAT = 'planhat',
    SALESFLARE = 'salesflare',
    SALESFORCE = 'salesforce',
    TEAMLEADER = 'teamleader',
    WIX = 'wix',
    ZENDESK_SELL = 'zendesk-sell',
    ZOHO_CRM = 'zoho-crm',
}

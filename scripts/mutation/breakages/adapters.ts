import { type Breakage, inFile } from '../breakage.ts'

const of = (slug: string, file = slug) =>
  inFile(`packages/providers/src/adapters/${slug}/${file}.ts`, { 'packages/providers': [`adapters/${slug}/`] })

const literals = inFile('packages/providers/src/runtime/lists/literals.ts', {
  'packages/providers': ['lists/literals', 'adapters/salesforce/soql', 'adapters/dynamics-365-sales/odata'],
})

/** Adapters: where each vendor differs from the usual. */
export const ofAdapters: readonly Breakage[] = [
  of('accelo')('a change of anybody is done', "namesId('response.id')", '() => true'),
  of('accelo')('the system itself is a user', "String(id) === '0'", "String(id) === ''"),
  of('activecampaign')('a change is overwritten by what was', '{ ...known, ...body }', '{ ...body, ...known }'),
  of('attio')('who is suspended is active', "access_level !== 'suspended'", "access_level === 'suspended'"),
  of('capsule')('users come without their card', "{ embed: 'party' }", '{}'),
  of('close')('every page is the first', '_skip: offset', '_skip: 0'),
  of('copper')('pages count from 0', 'pageNumber(page, 1)', 'pageNumber(page, 0)'),
  of('dynamics-365-sales')('an unknown id is created', "'if-match': '*', ", ''),
  literals('a quote ends a filter where quotes are doubled', `.replaceAll("'", "''")`, ''),
  of('freshsales')('an old account is a bundle', "? '' : '/crm/sales'", "? '/crm/sales' : '/crm/sales'"),
  of('highlevel')('the workspace of a call is not taken', 'workspaceId ?? location_id', 'location_id ?? workspaceId'),
  of('hubspot')('queues are users', 'isQueue(owner) || !', '!'),
  of('hubspot')("a user is changed under the owner's id", ".exec(idAt(owner, 'userId')", ".exec(idAt(owner, 'id')"),
  of('insightly')('the last page is not the last', 'next < Number(total)', 'next <= Number(total)'),
  of('keap')('inactive users are left out', "'include_inactive==true'", "'include_inactive==false'"),
  of('monday-crm', 'queries')('inactive users are left out', '[ACTIVE, INACTIVE, PENDING]', '[ACTIVE, PENDING]'),
  of('monday-crm')('pages count from 0', 'pageNumber({ size, at }, 1)', 'pageNumber({ size, at }, 0)'),
  of('nutshell')('one user is an array', "at(body, 'users.0') : body", "at(body, 'users') : body"),
  of('onepagecrm', 'errors')('a failure under 200 is a success', "Number(at(body, 'status') ?? 0) !== 0", 'false'),
  of('outreach')('an id is text', 'id: Number(id)', 'id'),
  of('outreach')('who is locked is active', 'notFlag(attributes?.locked)', 'flag(attributes?.locked)'),
  of('pipedrive')(
    'who is deleted is active',
    'flag(user.active_flag) && flag(user.is_deleted) !== true',
    'flag(user.active_flag)',
  ),
  of('pipedrive')('the next page is not read', 'if (!hasMore)', 'if (hasMore)'),
  of('pipeliner', 'success')('a deletion of nobody is done', "(textAt(body, 'data') ?? '') !== ''", 'true'),
  of('pipeliner')('deleted users are left out', "'include-deleted': true", "'include-deleted': false"),
  of('planhat')('who is removed is active', 'flag(removed) === true ? false :', 'flag(removed) === true ? true :'),
  of('planhat')('custom fields are lost', '...record?.custom, ', ''),
  of('salesflare')('a tracking token is shown', "'team.tracking_token',", ''),
  literals('a quote ends a filter where quotes are escaped', String.raw`/[\\'"]/g`, String.raw`/[\\"]/g`),
  of('salesforce')(
    'a change goes to another object',
    'template`${version}/sobjects/User`',
    'template`${version}/sobjects/Contact`',
  ),
  of('teamleader')('deactivated users are left out', "['active', 'deactivated']", "['active']"),
  of('wix', 'query')('members come without e-mail', "fieldsets: ['FULL']", 'fieldsets: []'),
  of('wix')(
    'a deactivated member is approved',
    'is_active ? template`/members/${userId}/approve`',
    'is_active !== null ? template`/members/${userId}/approve`',
  ),
  of('zendesk-sell')('who was deleted is active', ' && !deleted_at', ''),
  of('zoho-crm')(
    'an inactive user is changed before it is active',
    '? [status, ...main] : [...main, status]',
    '? [...main, status] : [...main, status]',
  ),
  of('zoho-crm', 'errors')(
    'a failure under 200 is a success',
    'fails: (body) => errorOf(body) !== undefined',
    'fails: () => false',
  ),
]

// Generated from openapi.yaml by `npm run generate`. Do not edit: change the contract.

export interface paths {
    "/unified/crm/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Lists the users of the account in the order of the vendor, or in the order of `sort_by`. Inactive users are
         *     listed
         *     too unless they are filtered out. Every filter works for every provider that has the field: natively if the
         *     vendor filters, otherwise by reading the vendor's pages. While nothing changes at the vendor, reading all
         *     pages returns each user exactly once, with any `limit`.
         *
         *     With `Accept: application/x-ndjson` the answer has every page of the list, one unified user on each line.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Creates a user if the vendor supports it. A field that the provider cannot write is listed in `warnings`
         *     (handling `lenient`) or refused before any call (handling `strict`). Send an `Idempotency-Key` to repeat the
         *     call safely.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unified/crm/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the user whose credential the account holds
         * @description The user who connected the account. The status is 501 if the vendor does not report that user.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unified/crm/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description One user by the vendor's id, as a bare object.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Deletes the user if the vendor supports it. If the vendor can only deactivate users, the status is 501 and the
         *     answer names `PATCH` with `is_active: false`. `If-Match` and `If-Unmodified-Since` return 501, because no
         *     vendor compares versions.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Update a user
         * @description Changes only the fields that are sent, and returns the user as the vendor has it afterwards. A field that the
         *     provider cannot write is listed in `warnings` (handling `lenient`) or refused before any call (handling
         *     `strict`). Send an `Idempotency-Key` to repeat the call safely. Vendors do not compare versions of a user, so
         *     a request with `If-Match` or `If-Unmodified-Since` returns 501 and changes nothing.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/unified/crm/users/meta/{method}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the provider of the account supports
         * @description What the provider of this account supports for one operation: response fields, filters and sorts, body fields,
         *     removed secrets. An operation that the provider does not have also returns 200, with `supported: false` and a
         *     reason.
         */
        get: operations["getUserMeta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unified/crm/users/{provider}/meta/{method}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a provider supports
         * @description The same as for an account, for any provider, connected or not.
         */
        get: operations["getProviderUserMeta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unified/crm/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find a person in all accounts
         * @description Looks for the users with an e-mail address, a full name or both in every account that the token reaches, eight
         *     accounts at once, and returns one result for each account. Values are compared as the filters of
         *     `GET /unified/crm/users` compare them. An account is `not-there` only when its list was read to the end.
         *
         *     The JSON answer is sent when all accounts have answered, or at the deadline of the request; accounts that are
         *     not done by then are `unfinished`. With `Accept: application/x-ndjson` the answer has one line for each
         *     account, sent when that account has answered; the deadline then applies to each page of a vendor, so any
         *     number of accounts can be searched.
         */
        get: operations["findPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unified/crm/people/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate a person in all accounts
         * @description Finds the user with an e-mail address in every account that the token reaches, or in the accounts of the body,
         *     and deactivates that user in the same way as `PATCH /unified/crm/users/{id}` with `is_active: false` and
         *     strict handling. `dry_run: true` changes nothing and returns what would be done; send it first.
         *
         *     Each account has its own outcome; the status is always 200. A repeat is safe without an
         *     `Idempotency-Key`, which this operation does not read: a user who was deactivated before is `was-off`, and
         *     accounts that failed or were `unfinished` at the deadline are tried again. Each change is in the audit log
         *     like an update of its account.
         */
        post: operations["deactivatePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrated-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description The accounts of the token's environment, the newest first, secrets removed.
         */
        get: operations["listIntegratedAccounts"];
        put?: never;
        /**
         * Import an account
         * @description Imports existing credentials of a customer. No call is made to the vendor: the account is `active` at once.
         *     Secrets are stored and never returned. `warnings` reports an access token that can never be refreshed: a
         *     refresh token was sent without an OAuth app, and the environment has no app for the provider.
         */
        post: operations["createIntegratedAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrated-account/refresh-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh the token of an account now
         * @description Requests a new access token from the vendor, as Rollcall does itself before the old one expires. The status is
         *     422 if the credential of the account cannot be refreshed (a key, or a token without refresh token).
         */
        post: operations["refreshCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrated-account/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a short-lived token of one account
         * @description A token that is valid for 15 minutes and can only read and write the users of this account. It is for a page
         *     or a program that must not have a token of the environment. `integrated_account_id` is not needed with
         *     it.
         */
        post: operations["createAccountToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrated-account/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the account of the token
         * @description The one account that the token is bound to. Any other token returns 403.
         */
        get: operations["getOwnAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the account of the token
         * @description Works as `PATCH /integrated-account/{id}`, for the one account that the token is bound to. A `tenant_id`
         *     returns 403: only a token of the environment can change it, because a customer may have the token of one
         *     account.
         */
        patch: operations["updateOwnAccount"];
        trace?: never;
    };
    "/integrated-account/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description One account of the token's environment, secrets removed.
         */
        get: operations["getIntegratedAccount"];
        put?: never;
        post?: never;
        /**
         * Delete an account
         * @description Deletes the account and its credentials. If the vendor revokes OAuth tokens (Accelo, Pipedrive, Salesforce,
         *     Zendesk Sell), the token is revoked too; the answer does not wait for it.
         */
        delete: operations["deleteIntegratedAccount"];
        options?: never;
        head?: never;
        /**
         * Change an account
         * @description Changes your name for the customer, how unsupported fields are handled, and the account variables: `context`
         *     is merged at its top level, and members that are not sent stay. Credentials are replaced with `PATCH
         *     /integrated-account/{id}/credentials`.
         */
        patch: operations["updateIntegratedAccount"];
        trace?: never;
    };
    "/integrated-account/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Replace the credentials of an account
         * @description Stores new credentials of the account's own authentication method and keeps its id, for example when a
         *     customer has made a new key. An `active` account stays `active`; an account that needs new credentials becomes
         *     `active` again. No call is made to the vendor. `warnings` has the same meaning as on import.
         */
        patch: operations["replaceCredentials"];
        trace?: never;
    };
    "/integration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List providers
         * @description Every provider with the ways to authenticate and the variables that an account of it needs.
         */
        get: operations["listIntegrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integration/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a provider
         * @description One provider: how it is connected, with which logins and account variables.
         */
        get: operations["getIntegration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integration/{slug}/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get everything that a provider can do
         * @description One provider: authentication, account variables, every operation with its fields, filters and sorts, and the
         *     API versions that are called.
         */
        get: operations["getIntegrationCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment-integration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List OAuth apps
         * @description The environment's OAuth apps, one for each provider, without their secrets.
         */
        get: operations["listEnvironmentIntegrations"];
        put?: never;
        /**
         * Set an OAuth app
         * @description Sets the OAuth app that connects and refreshes the accounts of this provider that have no app of their own. A
         *     second app for the same provider replaces the first.
         */
        post: operations["createEnvironmentIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment-integration/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an OAuth app
         * @description One OAuth app of the environment, without its secret.
         */
        get: operations["getEnvironmentIntegration"];
        put?: never;
        post?: never;
        /**
         * Delete an OAuth app
         * @description Accounts that have no app of their own can no longer be refreshed; they work until their access token expires.
         */
        delete: operations["deleteEnvironmentIntegration"];
        options?: never;
        head?: never;
        /**
         * Change an OAuth app
         * @description Replaces the client id, the client secret, or both, for example when the vendor has made a new secret.
         */
        patch: operations["updateEnvironmentIntegration"];
        trace?: never;
    };
    "/api-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description The tokens of the environment, the newest first, without their secrets.
         */
        get: operations["listApiTokens"];
        put?: never;
        /**
         * Make an API token
         * @description A new token of this environment. Only this answer shows it.
         */
        post: operations["createApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-token/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API token
         * @description One token of the environment, without its secret.
         */
        get: operations["getApiToken"];
        put?: never;
        post?: never;
        /**
         * Revoke an API token
         * @description The token is refused from now on. On PostgreSQL, other processes refuse it within a second, and within a
         *     minute at the latest. A token can revoke itself.
         */
        delete: operations["revokeApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List link tokens
         * @description The link tokens of the environment, the newest first, without their secrets. A token is listed for 30 days
         *     after its end.
         */
        get: operations["listLinkTokens"];
        put?: never;
        /**
         * Make a link token
         * @description A token with which one customer connects one account, at the hosted page `/connect?link_token=…`. It can
         *     connect one account, expires after seven days unless the server is configured otherwise, and can be revoked.
         *     With `integrated_account_id` instead of `tenant_id` the account is connected again and keeps its id.
         */
        post: operations["createLinkToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link-token/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a link token
         * @description The token can no longer connect an account, even if its page is open. An account that it has connected is kept.
         */
        delete: operations["revokeLinkToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log
         * @description Every change of the environment and every refused attempt at one, the newest first: writes to vendors, changes
         *     of
         *     accounts, tokens, link tokens and OAuth apps. Entries have names of fields, never values. An entry is stored
         *     before a vendor is called, so no write is missing. An entry is kept for a year unless the server is configured
         *     otherwise.
         *
         *     With `Accept: application/x-ndjson` the answer is the whole list, one entry on each line.
         */
        get: operations["listLogEntries"];
        put?: never;
        post?: never;
        /**
         * Erase a person from the audit log
         * @description Removes the id of one user from every entry of the account, and the stored answers from the account's
         *     idempotency keys, because it is not known which of them are about the user. A repeat of such a request is
         *     answered with `outcome-unknown`, without a vendor call. The entries themselves are kept. The erasure is
         *     recorded in a separate entry, without the id. A deleted account can be named while the log has entries about
         *     it.
         */
        delete: operations["eraseLogUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description The webhooks of the environment, the newest first, without their secrets.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description A URL that gets messages about changes of the environment's accounts. Only this answer shows the secret that
         *     the requests are signed with.
         *
         *     **What is sent.** `POST` of `WebhookMessage` as `application/json`, signed in the header
         *     `X-Truto-Signature: format=sha256,v=<hex>`: the HMAC-SHA256 of the raw body. The key is the whole text of the
         *     secret in UTF-8. The payload is the account as `GET /integrated-account/{id}` returns it right after the
         *     change; for a deleted account, its last state.
         *
         *     **When it counts as delivered.** The address answers with a status from 200 to 299 within 10 seconds. After
         *     any other result the message is sent again. Redirects are not followed and count as failures. The body of the
         *     answer is not read.
         *
         *     **At least once, in order.** An event is stored together with its change, and is sent until it is delivered:
         *     once, or more than once if an answer was lost; `id` stays the same. For one account, a webhook gets the events
         *     in the order of the changes: a later event waits until the earlier one is delivered or dead.
         *
         *     **Tries.** There are twelve tries: the first at once, the next after 10 seconds, 30 seconds, 90 seconds and so
         *     on. Each wait is three times as long as the one before, at most 6 hours, plus up to 20 % at random; all tries
         *     take 27 to 33 hours. Then the delivery is `dead`. It is listed under `GET /webhook/{id}/delivery` for 30 days,
         *     and `POST /webhook/{id}/delivery/{delivery_id}/retry` sends it again. A `delivered` delivery is listed for 7
         *     days unless the server is configured otherwise (`ROLLCALL_OUTBOX_RETENTION_DAYS`).
         *
         *     **Addresses.** The URL must use `https`, and its address must not be private, loopback or otherwise special.
         *     The address is checked when the connection is made, after the name was resolved.
         *     `ROLLCALL_ALLOW_PRIVATE_WEBHOOKS=1` removes both limits. No proxy is used.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description One webhook of the environment, without its secret.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Deletes the webhook and all of its deliveries, also those that wait.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Changes the members that are sent. A webhook that is not active gets no further event; waiting events are kept
         *     for 30 days at most, and sent when it is active again. The secret does not change.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/webhook/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends the event `test` at once, signed like all others, even if the webhook is not active, and returns the
         *     result. It is tried once and is not in the list of deliveries.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the signing secret
         * @description A new secret, which only this answer shows. The former secret stays valid for 24 hours. During that time
         *     `X-Truto-Signature` has the signature under the new secret, and `X-Rollcall-Signature-Previous` has the one
         *     under the former secret. If the address does not answer with 200 to 299, the same message is sent once more at
         *     once with the two signatures exchanged. So a program that reads `X-Truto-Signature` alone, as programs for
         *     Truto do, works with either secret, if it refuses messages that it cannot verify. A second replacement within
         *     the 24 hours invalidates the oldest secret at once.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{id}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries
         * @description The deliveries of a webhook that were sent, wait, or are dead, the newest first.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{id}/delivery/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send all dead deliveries again
         * @description Every dead delivery of the webhook is `pending` again, with twelve new tries, the first at once.
         */
        post: operations["retryDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{id}/delivery/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description One delivery that is dead or waits is `pending` with twelve new tries, the first at once. It still waits for
         *     an earlier delivery of its account. A `delivered` delivery returns 404, because its content is no longer
         *     stored.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page where a customer connects an account
         * @description For browsers. With `link_token` the answer is a redirect to the page without it, and a cookie (`HttpOnly`,
         *     `SameSite=Lax`) that replaces it: the token is removed from the address bar and is in no log. Opening the page
         *     does not use up the token, so previews of links have no effect.
         */
        get: operations["getConnectPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the script and the style of the page
         * @description The two files of the page besides its HTML. The page sends no request to any other server.
         */
        get: operations["getConnectAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the providers that the page can connect
         * @description For the page, identified by its cookie: the providers to choose from, the fields of each, and the result of
         *     the last attempt.
         */
        get: operations["getConnectSession"];
        put?: never;
        /**
         * Connect an account from the page
         * @description For the page, identified by its cookie. With OAuth the answer has the URL of the vendor's consent page;
         *     otherwise one call to the vendor tests the credential, and the answer has the result. Requests from pages of
         *     other origins are
         *     refused.
         */
        post: operations["startConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receive a vendor's answer to a consent
         * @description The redirect URI of every OAuth app is exactly the public address of the server and this path. The `state` is
         *     accepted once, and only from the browser that was sent to the vendor. Parameters that vendors add are allowed.
         *     The answer redirects to the page.
         */
        get: operations["finishConsent"];
        put?: never;
        /**
         * Receive a vendor's answer to a consent, sent as a form
         * @description For vendors that send the code in a form. Browsers send no cookie with it, so the answer redirects to the `GET`.
         */
        post: operations["receiveConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the start page
         * @description For browsers: what Rollcall is, and where the reference, the providers and the errors are explained.
         */
        get: operations["getHomePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the reference
         * @description For browsers: every operation and field of this contract, which providers support it, samples, and a form that tries it.
         *     If the reference was not built, the page says how to build it.
         */
        get: operations["getReferencePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the contract for the reference
         * @description This contract as the reference shows it: with a sentence about the providers that support each part, and with samples
         *     under `x-codeSamples`. Programs read `/openapi.json`.
         */
        get: operations["getReferenceContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what each provider can do
         * @description For browsers: the operations, fields, filters and logins of every provider, with the reasons for what is not supported.
         */
        get: operations["getProvidersPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how a provider is connected
         * @description For browsers: the logins of one provider, where the credential is found, scopes, account variables, limits, and which
         *     operations and fields it supports.
         */
        get: operations["getProviderPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the failures
         * @description For browsers: every type of problem, with its status and what it means.
         */
        get: operations["getErrorsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file of the pages
         * @description The style, the scripts and the icon of the pages. The pages send no request to any other server.
         */
        get: operations["getPageAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Test a token
         * @description Returns 200 when the token is valid, with the environment that it belongs to.
         */
        get: operations["ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process runs
         * @description Liveness: the process answers, without a request to the store or to a vendor.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether requests can be served
         * @description Readiness: the store answers and the process is not stopping. Otherwise the status is 503.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics for Prometheus
         * @description Counts and durations of the process that answers, of all environments together, in Prometheus' text format: requests
         *     by operation and class of status, vendor calls and token refreshes by provider and outcome, waits under vendors' limits,
         *     calls in flight, webhooks, event loop. No label holds the id of an account, a token or a user. The same text is served
         *     without a token on the port of `ROLLCALL_METRICS_PORT`, if the operator sets one.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get this contract as JSON
         * @description The OpenAPI document that this server follows.
         */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get this contract as YAML
         * @description The OpenAPI document that this server follows, in its source form.
         */
        get: operations["getOpenapiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message of the Model Context Protocol
         * @description The tools of this API for agents, over the transport "Streamable HTTP" of the Model Context Protocol. Each
         *     request has one JSON-RPC message and is answered as JSON. The server keeps no session and opens no stream, so
         *     `GET` and `DELETE` return 405.
         *
         *     Any token can send messages. `tools/list` has the tools whose operations the token can call; a call of another
         *     tool is refused with the failure of its operation. A tool's arguments are the parameters of its operation and,
         *     under `body`, its body. A request that the operation refuses gives a result with `isError`, whose
         *     `structuredContent` is the problem. A message that is not valid gives an error of JSON-RPC.
         *
         *     A request with the header `Origin` returns 403, except from this server's own pages and from the origins that
         *     the operator allows to call the API from a browser.
         */
        post: operations["sendMcpMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the console
         * @description For browsers: accounts, users, people, the audit log, tokens, OAuth apps and webhooks. The page calls this API
         *     with an API token that it asks for and keeps only in memory; in a demo it has the demo's token. The part of
         *     its address after the `#` is not sent to the server. If the console was not built, the answer has the command
         *     that builds it.
         */
        get: operations["getConsole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a file of the console
         * @description The scripts and styles of the console. Their names change with their content, so browsers keep them.
         */
        get: operations["getConsoleAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a failure
         * @description The page that a problem's `type` links to: what happened, and what to do. It is HTML for people, and Markdown
         *     on request.
         */
        get: operations["getErrorPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The Rollcall name of a vendor.
         * @example hubspot
         * @enum {string}
         */
        ProviderSlug: "accelo" | "activecampaign" | "attio" | "capsule" | "close" | "copper" | "dynamics-365-sales" | "freshsales" | "highlevel" | "hubspot" | "insightly" | "keap" | "monday-crm" | "nutshell" | "onepagecrm" | "outreach" | "pipedrive" | "pipeliner" | "planhat" | "salesflare" | "salesforce" | "teamleader" | "wix" | "zendesk-sell" | "zoho-crm";
        /**
         * @description An operation on users.
         * @example list
         * @enum {string}
         */
        MethodName: "list" | "get" | "create" | "update" | "delete" | "me";
        /**
         * @description The form of an answer.
         * @default unified
         * @example unified
         * @enum {string}
         */
        ResponseFormat: "unified" | "raw" | "normalized" | "stream";
        /**
         * @description A field of a unified user.
         * @example email
         * @enum {string}
         */
        UserField: "id" | "name" | "first_name" | "last_name" | "email" | "is_active" | "created_at" | "updated_at" | "urls" | "remote_data";
        /**
         * @description The direction of an order.
         * @example asc
         * @enum {string}
         */
        SortDirection: "asc" | "desc";
        /** @description Bounds of a time, in RFC 3339. A time without a zone and a bare date are UTC. */
        TimeRange: {
            /**
             * Format: date-time
             * @description Later than this instant.
             * @example 2026-01-01T00:00:00Z
             */
            gt?: string;
            /**
             * Format: date-time
             * @description At this instant or later.
             * @example 2026-01-01T00:00:00Z
             */
            gte?: string;
            /**
             * Format: date-time
             * @description Earlier than this instant.
             * @example 2026-02-01T00:00:00Z
             */
            lt?: string;
            /**
             * Format: date-time
             * @description At this instant or earlier.
             * @example 2026-02-01T00:00:00Z
             */
            lte?: string;
        };
        /** @description One field and the direction of its order. */
        SortBy: {
            /**
             * @description Order by full name.
             * @example asc
             */
            name?: components["schemas"]["SortDirection"];
            /**
             * @description Order by e-mail.
             * @example asc
             */
            email?: components["schemas"]["SortDirection"];
            /**
             * @description Order by the time of creation.
             * @example desc
             */
            created_at?: components["schemas"]["SortDirection"];
            /**
             * @description Order by the time of the last change.
             * @example desc
             */
            updated_at?: components["schemas"]["SortDirection"];
        };
        /** @description A part of an account. */
        Workspace: {
            /**
             * @description The vendor's id of the part.
             * @example ve9EPM428h8vShlRW1KT
             */
            id?: string;
        };
        /** @description Names a provider. */
        IntegrationFilter: {
            /**
             * @description The slug of the provider.
             * @example hubspot
             */
            name?: components["schemas"]["ProviderSlug"];
        };
        /** @description The account of a result. */
        PersonAccount: {
            /**
             * Format: uuid
             * @description The id of the account.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            id: string;
            /**
             * @description Your own name for the customer.
             * @example acme
             */
            tenant_id: string;
            /**
             * @description The provider of the account.
             * @example hubspot
             */
            provider: components["schemas"]["ProviderSlug"];
        };
        /**
         * @description What the search found in an account. `found`: users that match. `not-there`: no user matches, and the list was
         *     read to its end. `failed`: the account could not be read, for the reason in `problem`. `unfinished`: the
         *     deadline passed before the account was done.
         * @enum {string}
         */
        PersonOutcome: "found" | "not-there" | "failed" | "unfinished";
        /** @description What the search for a person found in one account. */
        PersonHit: {
            /**
             * @description The account.
             * @example {
             *       "id": "6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11",
             *       "tenant_id": "acme",
             *       "provider": "hubspot"
             *     }
             */
            account: components["schemas"]["PersonAccount"];
            /**
             * @description The outcome of the search.
             * @example found
             */
            outcome: components["schemas"]["PersonOutcome"];
            /**
             * @description The users that match, as in `GET /unified/crm/users`; empty unless the outcome is `found`.
             * @example [
             *       {
             *         "id": "51000010",
             *         "email": "ann.lee@example.com"
             *       }
             *     ]
             */
            users: components["schemas"]["User"][];
            /**
             * @description With `failed`: what `GET /unified/crm/users` answers for this account.
             * @example {
             *       "type": "/errors/account-not-ready",
             *       "title": "Account not ready",
             *       "status": 409,
             *       "instance": "/unified/crm/people",
             *       "statusCode": 409,
             *       "error": "Conflict",
             *       "message": "The account is connecting; try again when its status is active."
             *     }
             */
            problem?: components["schemas"]["Problem"];
            /**
             * @description The values that could not be read with certainty; absent when there are none.
             * @example [
             *       {
             *         "code": "value-not-read",
             *         "pointer": "/users/0/created_at",
             *         "detail": "The time has no zone."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description A result for each account. */
        PersonHitList: {
            /**
             * @description The results, in the order of `GET /integrated-account`.
             * @example []
             */
            result: components["schemas"]["PersonHit"][];
        };
        /**
         * @description A result for each account as it answers, one JSON object a line; each line is a `PersonHitLine`.
         * @example {"account":{"id":"6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11","tenant_id":"acme","provider":"hubspot"},"outcome":"not-there","users":[]}
         */
        PersonHitLines: string;
        /** @description A line of a search as NDJSON: a result, or the failure as the last line of an incomplete search. */
        PersonHitLine: components["schemas"]["PersonHit"] | components["schemas"]["LineError"];
        /** @description The person to deactivate, and the accounts. */
        PersonDeactivation: {
            /**
             * @description The e-mail address of the person; compared whole, without regard to case.
             * @example ann.lee@example.com
             */
            email: string;
            /**
             * @description `true` changes nothing and returns what would be done. There is no default.
             * @example true
             */
            dry_run: boolean;
            /**
             * @description Only the accounts of this customer of yours.
             * @example acme
             */
            tenant_id?: string;
            /**
             * @description Only these accounts, in this order. An account that the token does not reach, or that belongs to another
             *     customer
             *     than `tenant_id`, is a 404 before anything is done.
             * @example [
             *       "6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11"
             *     ]
             */
            accounts?: string[];
            /**
             * @description `true` also deactivates the user whose credential the account holds; Rollcall may then lose its access to
             *     the account. Otherwise that user is `refused-self`.
             * @example false
             */
            include_self?: boolean;
        };
        /**
         * @description The outcome for the person in an account. `switched-off`: the vendor has deactivated the user.
         *     `would-be-switched-off`: the result of a dry run. `was-off`: the user was inactive already. `not-there`: no
         *     user has the e-mail address, and the list was read to its end. `cannot`: the provider does not deactivate this
         *     user; `detail` and `instead` say what to do. `ambiguous`: several users have the e-mail address, and none was
         *     changed. `refused-self`: it is the user whose credential the account holds, and `include_self` is not `true`.
         *     `failed`: the change failed for the reason in `problem`; after `outcome-unknown` read the user before you
         *     repeat the request. `unfinished`: the deadline passed before the account was done, and the user was not
         *     changed.
         * @enum {string}
         */
        DeactivationOutcomeName: "switched-off" | "would-be-switched-off" | "was-off" | "not-there" | "cannot" | "ambiguous" | "refused-self" | "failed" | "unfinished";
        /** @description The outcome for the person in one account. */
        DeactivationOutcome: {
            /**
             * @description The account.
             * @example {
             *       "id": "6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11",
             *       "tenant_id": "acme",
             *       "provider": "pipedrive"
             *     }
             */
            account: components["schemas"]["PersonAccount"];
            /**
             * @description The outcome for the person.
             * @example switched-off
             */
            outcome: components["schemas"]["DeactivationOutcomeName"];
            /**
             * @description The users with the e-mail address; after `switched-off` the user as the vendor has it then. Empty with
             *     `not-there`,
             *     `failed` and `unfinished`.
             * @example [
             *       {
             *         "id": "7",
             *         "email": "ann.lee@example.com",
             *         "is_active": false
             *       }
             *     ]
             */
            users: components["schemas"]["User"][];
            /**
             * @description With `cannot`, `ambiguous` and `refused-self`: why nothing was changed, and what to do.
             * @example ActiveCampaign cannot deactivate a user, only delete one (DELETE).
             */
            detail?: string;
            /**
             * @description With `cannot`: `delete` if `DELETE /unified/crm/users/{id}` removes the user, otherwise `in-the-crm`: a
             *     person has to do it there.
             * @example delete
             * @enum {string}
             */
            instead?: "delete" | "in-the-crm";
            /**
             * @description With `failed`: what `GET` or `PATCH` of `/unified/crm/users` answers for this account.
             * @example {
             *       "type": "/errors/account-not-ready",
             *       "title": "Account not ready",
             *       "status": 409,
             *       "instance": "/unified/crm/people/deactivate",
             *       "statusCode": 409,
             *       "error": "Conflict",
             *       "message": "The account is connecting; try again when its status is active."
             *     }
             */
            problem?: components["schemas"]["Problem"];
            /**
             * @description The values that could not be read or confirmed with certainty; absent when there are none.
             * @example [
             *       {
             *         "code": "not-yet-visible",
             *         "pointer": "/users/0/is_active",
             *         "detail": "Outreach accepted is_active, but its record does not show the new value yet."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description An outcome for each account. */
        DeactivationOutcomeList: {
            /**
             * @description The outcomes, in the order of `accounts` or, without it, of `GET /integrated-account`.
             * @example []
             */
            result: components["schemas"]["DeactivationOutcome"][];
        };
        /** @description A page about the user. */
        UserUrl: {
            /**
             * @description The type of the page.
             * @example profile
             */
            type: string;
            /**
             * @description The address of the page.
             * @example https://acme.my.salesforce.com/0055g00000AbcDEAAZ
             */
            url: string;
        };
        /**
         * @description A person who has a seat in the CRM. A field that the provider cannot offer is absent; a field that it offers
         *     and that is empty is `null`. Fields named in `truto_exclude_fields` are absent, `id` too.
         */
        User: {
            /**
             * @description The vendor's id of the user, always text. Absent only when excluded by name.
             * @example 0055g00000AbcDEAAZ
             */
            id: string;
            /**
             * @description The vendor's full name, or else the joined first and last name; never derived from the e-mail.
             * @example Ann Lee
             */
            name?: string | null;
            /**
             * @description The first name.
             * @example Ann
             */
            first_name?: string | null;
            /**
             * @description The last name.
             * @example Lee
             */
            last_name?: string | null;
            /**
             * @description The e-mail address as the vendor has it.
             * @example ann.lee@example.com
             */
            email?: string | null;
            /**
             * @description Whether the user can work in the CRM.
             * @example true
             */
            is_active?: boolean | null;
            /**
             * Format: date-time
             * @description When the vendor created the user, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at?: string | null;
            /**
             * Format: date-time
             * @description When the user last changed at the vendor, RFC 3339 in UTC with milliseconds.
             * @example 2026-02-11T16:05:12.000Z
             */
            updated_at?: string | null;
            /**
             * @description Pages about the user.
             * @example [
             *       {
             *         "type": "profile",
             *         "url": "https://acme.my.salesforce.com/0055g00000AbcDEAAZ"
             *       }
             *     ]
             */
            urls?: components["schemas"]["UserUrl"][] | null;
            /**
             * @description The vendor's own record, without the secrets that meta lists.
             * @example {
             *       "Id": "0055g00000AbcDEAAZ",
             *       "IsActive": true
             *     }
             */
            remote_data?: {
                [key: string]: unknown;
            };
        };
        /** @description A user after a write, with what could not be written. */
        UserWithWarnings: components["schemas"]["User"] & {
            /**
             * @description The fields that were left out of the write; absent when there are none.
             * @example [
             *       {
             *         "code": "field-not-supported",
             *         "pointer": "/name",
             *         "detail": "Pipedrive cannot write name."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /**
         * @description The fixed shape for tables and warehouses: every field present, `null` if the provider does not have it,
         *     e-mail
         *     trimmed and lower-cased, white space folded, never `remote_data`.
         */
        NormalizedUser: {
            /**
             * @description The vendor's id of the user, always text.
             * @example 0055g00000AbcDEAAZ
             */
            id: string;
            /**
             * @description The full name, white space folded.
             * @example Ann Lee
             */
            name: string | null;
            /**
             * @description The first name, white space folded.
             * @example Ann
             */
            first_name: string | null;
            /**
             * @description The last name, white space folded.
             * @example Lee
             */
            last_name: string | null;
            /**
             * @description The e-mail address, trimmed and lower-cased.
             * @example ann.lee@example.com
             */
            email: string | null;
            /**
             * @description Whether the user can work in the CRM.
             * @example true
             */
            is_active: boolean | null;
            /**
             * Format: date-time
             * @description When the vendor created the user, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string | null;
            /**
             * Format: date-time
             * @description When the user last changed at the vendor, RFC 3339 in UTC with milliseconds.
             * @example 2026-02-11T16:05:12.000Z
             */
            updated_at: string | null;
            /**
             * @description Pages about the user.
             * @example null
             */
            urls: components["schemas"]["UserUrl"][] | null;
        };
        /** @description A normalized user after a write, with what could not be written. */
        NormalizedUserWithWarnings: components["schemas"]["NormalizedUser"] & {
            /**
             * @description The fields that were left out of the write; absent when there are none.
             * @example [
             *       {
             *         "code": "field-not-supported",
             *         "pointer": "/name",
             *         "detail": "Pipedrive cannot write name."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description A page of users. */
        UserList: {
            /**
             * @description The users.
             * @example [
             *       {
             *         "id": "0055g00000AbcDEAAZ",
             *         "name": "Ann Lee"
             *       }
             *     ]
             */
            result: components["schemas"]["User"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example AbC1dEf2GhI3jKl4
             */
            next_cursor: string | null;
            /**
             * @description Always `null`; lists are only read forwards.
             * @example null
             */
            prev_cursor: string | null;
            /**
             * @description The number of users in this answer.
             * @example 1
             */
            result_count: number;
            /**
             * @description Filters or sorts that were left out; absent when there are none.
             * @example [
             *       {
             *         "code": "filter-not-supported",
             *         "parameter": "created_at",
             *         "detail": "Teamleader users have no created_at, so the list cannot be filtered by it."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description A page of users, requested with `truto_key_by`. */
        KeyedUserList: {
            /**
             * @description The users by the field that `truto_key_by` names.
             * @example {
             *       "ann.lee@example.com": {
             *         "id": "0055g00000AbcDEAAZ",
             *         "email": "ann.lee@example.com"
             *       }
             *     }
             */
            result: {
                [key: string]: components["schemas"]["User"];
            };
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example AbC1dEf2GhI3jKl4
             */
            next_cursor: string | null;
            /**
             * @description Always `null`; lists are only read forwards.
             * @example null
             */
            prev_cursor: string | null;
            /**
             * @description The number of users in this answer.
             * @example 1
             */
            result_count: number;
            /**
             * @description Filters or sorts that were left out; absent when there are none.
             * @example [
             *       {
             *         "code": "filter-not-supported",
             *         "parameter": "created_at",
             *         "detail": "Teamleader users have no created_at, so the list cannot be filtered by it."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description A page of normalized users. */
        NormalizedUserList: {
            /**
             * @description The users.
             * @example [
             *       {
             *         "id": "0055g00000AbcDEAAZ",
             *         "name": "Ann Lee",
             *         "first_name": "Ann",
             *         "last_name": "Lee",
             *         "email": "ann.lee@example.com",
             *         "is_active": true,
             *         "created_at": "2026-01-05T09:30:00.000Z",
             *         "updated_at": null,
             *         "urls": null
             *       }
             *     ]
             */
            result: components["schemas"]["NormalizedUser"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example AbC1dEf2GhI3jKl4
             */
            next_cursor: string | null;
            /**
             * @description Always `null`; lists are only read forwards.
             * @example null
             */
            prev_cursor: string | null;
            /**
             * @description The number of users in this answer.
             * @example 1
             */
            result_count: number;
            /**
             * @description Filters or sorts that were left out; absent when there are none.
             * @example [
             *       {
             *         "code": "filter-not-supported",
             *         "parameter": "created_at",
             *         "detail": "Teamleader users have no created_at, so the list cannot be filtered by it."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /**
         * @description Every user of the list, one JSON object a line; each line is a `UserLine`.
         * @example {"id":"0055g00000AbcDEAAZ","name":"Ann Lee"}
         *     {"id":"0055g00000AbcDFAAZ","name":"Bo Chen"}
         */
        UserLines: string;
        /** @description A line of an NDJSON list: a user, or the failure as the last line of an incomplete list. */
        UserLine: components["schemas"]["User"] | components["schemas"]["LineError"];
        /** @description The last line of an incomplete list. */
        LineError: {
            /**
             * @description Why the list is incomplete.
             * @example {
             *       "type": "/errors/provider-timeout",
             *       "title": "The vendor was too slow",
             *       "status": 504,
             *       "instance": "/unified/crm/users",
             *       "statusCode": 504,
             *       "error": "Gateway Timeout",
             *       "message": "Salesforce did not answer before the deadline of the request."
             *     }
             */
            error: components["schemas"]["Problem"];
        };
        /** @description The answer for a deleted user. */
        DeletedUser: {
            /**
             * @description The id of the deleted user.
             * @example 0055g00000AbcDEAAZ
             */
            id: string;
        };
        /**
         * @description A user to create. Meta lists the fields that the provider can write, and those that it needs. `null` is
         *     allowed for fields that can be empty at the vendor.
         */
        UserCreate: {
            /**
             * @description The full name. Split at the first space if the vendor has only first and last name.
             * @example Ann Lee
             */
            name?: string | null;
            /**
             * @description The first name.
             * @example Ann
             */
            first_name?: string | null;
            /**
             * @description The last name.
             * @example Lee
             */
            last_name?: string | null;
            /**
             * @description The e-mail address.
             * @example ann.lee@example.com
             */
            email?: string | null;
            /**
             * @description Whether the user can work in the CRM.
             * @example true
             */
            is_active?: boolean | null;
            /**
             * @description Custom fields by the vendor's names, for providers that write them.
             * @example {
             *       "Region": "North"
             *     }
             */
            custom_fields?: {
                [key: string]: unknown;
            };
            /**
             * @description Vendor fields that are merged over the body of the main call: objects are merged deeply, arrays are
             *     replaced, and these fields win. Three
             *     kinds of keys are refused with 400 `invalid-request`, at any depth and in any spelling: those that name
             *     another record; passwords, except the one that a creation requires; and those that grant rights (roles,
             *     profiles, teams, licences; meta lists them for each provider), except those that a creation requires and
             *     unless the operator sets `ROLLCALL_ALLOW_ROLE_CHANGES`. `remote_query` of a write must not set any of
             *     them.
             * @example {
             *       "TimeZoneSidKey": "Europe/Berlin"
             *     }
             */
            remote_data?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description The fields to change. Only what is sent changes; `null` clears a field if the vendor supports it. A body
         *     that changes nothing returns 400.
         */
        UserPatch: {
            /**
             * @description The full name. Split at the first space if the vendor has only first and last name.
             * @example Ann Lee
             */
            name?: string | null;
            /**
             * @description The first name.
             * @example Ann
             */
            first_name?: string | null;
            /**
             * @description The last name.
             * @example Lee
             */
            last_name?: string | null;
            /**
             * @description The e-mail address.
             * @example ann.lee@example.com
             */
            email?: string | null;
            /**
             * @description `false` deactivates the user, `true` activates it again.
             * @example false
             */
            is_active?: boolean | null;
            /**
             * @description Custom fields by the vendor's names, for providers that write them.
             * @example {
             *       "Region": "North"
             *     }
             */
            custom_fields?: {
                [key: string]: unknown;
            };
            /**
             * @description Vendor fields that are merged over the body of the main call: objects are merged deeply, arrays are
             *     replaced, and these fields win. Three
             *     kinds of keys are refused with 400 `invalid-request`, at any depth and in any spelling: those that name
             *     another record; passwords, except the one that a creation requires; and those that grant rights (roles,
             *     profiles, teams, licences; meta lists them for each provider), except those that a creation requires and
             *     unless the operator sets `ROLLCALL_ALLOW_ROLE_CHANGES`. `remote_query` of a write must not set any of
             *     them.
             * @example {
             *       "TimeZoneSidKey": "Europe/Berlin"
             *     }
             */
            remote_data?: {
                [key: string]: unknown;
            };
        };
        /** @description A part of the request that was left out, could not be checked, or will not work later. */
        Warning: {
            /**
             * @description The kind of warning: a body field, a filter or a sort that the provider does not have, a write
             *     after which the
             *     user could not be read back, a written value that the vendor's record does not show (yet), a value of the
             *     vendor
             *     whose meaning is not certain, so that it is `null`, a column that the vendor's org does not have or the
             *     credential cannot read, so that it is left out of the query and its fields are `null` or incomplete, or an
             *     access token that cannot be refreshed when it expires, because there is no OAuth app.
             * @example field-not-supported
             * @enum {string}
             */
            code: "field-not-supported" | "filter-not-supported" | "sort-not-supported" | "read-back-failed" | "not-yet-visible" | "value-not-read" | "column-left-out" | "refresh-not-possible";
            /**
             * @description The place in the body, or in the answer (`value-not-read`), as a JSON pointer.
             * @example /name
             */
            pointer?: string;
            /**
             * @description The query parameter.
             * @example created_at
             */
            parameter?: string;
            /**
             * @description A sentence that describes the warning.
             * @example Pipedrive cannot write name.
             */
            detail: string;
        };
        /** @description A field of answers. */
        MetaField: {
            /**
             * @description The unified name.
             * @example is_active
             */
            name: components["schemas"]["UserField"];
            /**
             * @description `true` if the vendor has no such field and the value follows from other data of the vendor; `note` says how.
             * @example true
             */
            derived?: boolean;
            /**
             * @description A note about the value.
             * @example The vendor removes users instead of deactivating them, so who exists is active.
             */
            note?: string;
        };
        /** @description A filter or sort of lists. */
        MetaQuery: {
            /**
             * @description The unified field.
             * @example email
             */
            name: string;
            /**
             * @description `native`: the vendor filters or sorts. `emulated`: Rollcall reads the vendor's pages and filters or sorts itself.
             * @example native
             * @enum {string}
             */
            mode: "native" | "emulated";
            /**
             * @description A note for callers.
             * @example The vendor compares without regard to case.
             */
            note?: string;
        };
        /** @description A field of bodies. */
        MetaBodyField: {
            /**
             * @description The unified name, or `remote_data.` and the vendor's name if only the vendor has it.
             * @example email
             */
            name: string;
            /**
             * @description Whether the vendor needs it.
             * @example true
             */
            required: boolean;
            /**
             * @description A note for callers.
             * @example A name is split at the first space.
             */
            note?: string;
        };
        /** @description What a provider supports for one operation. */
        Meta: {
            /**
             * @description The operation.
             * @example list
             */
            method: components["schemas"]["MethodName"];
            /**
             * @description Whether the provider has it.
             * @example true
             */
            supported: boolean;
            /**
             * @description Why the provider does not have it; absent when it is supported.
             * @example Salesforce cannot delete users; deactivate them by PATCH with is_active false.
             */
            reason?: string;
            /**
             * @description The slug of the provider.
             * @example salesforce
             */
            provider: components["schemas"]["ProviderSlug"];
            /**
             * @description The fields of answers.
             * @example [
             *       {
             *         "name": "id"
             *       },
             *       {
             *         "name": "email"
             *       }
             *     ]
             */
            response_fields: components["schemas"]["MetaField"][];
            /**
             * @description The filters of lists.
             * @example [
             *       {
             *         "name": "email",
             *         "mode": "native"
             *       }
             *     ]
             */
            filters: components["schemas"]["MetaQuery"][];
            /**
             * @description The fields that lists can be ordered by.
             * @example [
             *       {
             *         "name": "created_at",
             *         "mode": "emulated"
             *       }
             *     ]
             */
            sorts: components["schemas"]["MetaQuery"][];
            /**
             * @description The fields of bodies.
             * @example [
             *       {
             *         "name": "email",
             *         "required": true
             *       }
             *     ]
             */
            body_fields: components["schemas"]["MetaBodyField"][];
            /**
             * @description The vendor's keys that are removed from every answer, in all formats. A dotted name is removed wherever a
             *     path in the vendor's
             *     body ends with it.
             * @example [
             *       "password"
             *     ]
             */
            removed_secrets: string[];
            /**
             * @description Further notes for callers.
             * @example [
             *       "Guest users are listed too."
             *     ]
             */
            notes: string[];
            /**
             * @description The vendor's own page.
             * @example https://developers.pipedrive.com/docs/api/v1/Users
             */
            documentation_link: string;
        };
        /** @description Something that a connection needs besides the credential. */
        AccountVariable: {
            /**
             * @description The key in the account's `context`.
             * @example subdomain
             */
            name: string;
            /**
             * @description What it is, and where to find it.
             * @example The part of your address before .pipedrive.com.
             */
            description: string;
            /**
             * @description An example of a value.
             * @example acme
             */
            example: string;
            /**
             * @description A regular expression that the whole value matches.
             * @example ^[a-z0-9-]+$
             */
            pattern?: string;
            /**
             * @description Whether every account needs it.
             * @example true
             */
            required: boolean;
            /**
             * @description The methods that need it, if others do not. An import with one of these methods and without it returns 400.
             * @example [
             *       "client_credentials"
             *     ]
             */
            required_for?: components["schemas"]["AuthenticationMethod"][];
        };
        /** @description A way to authenticate at the vendor. */
        AuthenticationScheme: {
            /**
             * @description The method, as in `authentication_method` of an account.
             * @example oauth2
             */
            method: components["schemas"]["AuthenticationMethod"];
            /**
             * @description The scopes that the OAuth app needs.
             * @example [
             *       "crm.objects.owners.read"
             *     ]
             */
            scopes?: string[];
            /**
             * @description A note for callers.
             * @example A private app's access token is sent as the API key.
             */
            note?: string;
        };
        /** @description A provider and how to connect it. */
        Integration: {
            /**
             * @description The id of the provider, equal to its slug.
             * @example hubspot
             */
            id: string;
            /**
             * @description The slug of the provider.
             * @example hubspot
             */
            name: components["schemas"]["ProviderSlug"];
            /**
             * @description The vendor's display name.
             * @example HubSpot
             */
            label: string;
            /**
             * @description The kind of product.
             * @example crm
             */
            category: string;
            /**
             * @description The ways to authenticate, the preferred one first.
             * @example [
             *       {
             *         "method": "oauth2"
             *       }
             *     ]
             */
            authentication_methods: components["schemas"]["AuthenticationScheme"][];
            /**
             * @description What a connection needs besides the credential.
             * @example [
             *       {
             *         "name": "subdomain",
             *         "description": "The part of your address before .pipedrive.com.",
             *         "example": "acme",
             *         "required": true
             *       }
             *     ]
             */
            account_variables: components["schemas"]["AccountVariable"][];
            /**
             * @description The vendor's own page.
             * @example https://developers.pipedrive.com/docs/api/v1/Users
             */
            documentation_link: string;
        };
        /** @description A page of providers. */
        IntegrationList: {
            /**
             * @description The providers.
             * @example [
             *       {
             *         "id": "hubspot",
             *         "name": "hubspot",
             *         "label": "HubSpot",
             *         "category": "crm",
             *         "authentication_methods": [
             *           {
             *             "method": "oauth2"
             *           }
             *         ],
             *         "account_variables": [],
             *         "documentation_link": "https://developers.hubspot.com/docs"
             *       }
             *     ]
             */
            result: components["schemas"]["Integration"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description A version of the vendor's API that is called. */
        ApiVersion: {
            /**
             * @description The vendor's name of the version.
             * @example 2026-04
             */
            name: string;
            /**
             * Format: date
             * @description The day on which the vendor retires it; absent if none is published.
             * @example 2027-04-30
             */
            retires_at?: string;
        };
        /** @description Every operation by name. */
        CapabilityOperations: {
            /**
             * @description Listing users.
             * @example {
             *       "method": "list",
             *       "supported": true,
             *       "provider": "pipedrive",
             *       "response_fields": [
             *         {
             *           "name": "id"
             *         },
             *         {
             *           "name": "name"
             *         },
             *         {
             *           "name": "email"
             *         }
             *       ],
             *       "filters": [
             *         {
             *           "name": "email",
             *           "mode": "emulated"
             *         }
             *       ],
             *       "sorts": [
             *         {
             *           "name": "email",
             *           "mode": "emulated"
             *         }
             *       ],
             *       "body_fields": [],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            list: components["schemas"]["Meta"];
            /**
             * @description Getting a user.
             * @example {
             *       "method": "get",
             *       "supported": true,
             *       "provider": "pipedrive",
             *       "response_fields": [
             *         {
             *           "name": "id"
             *         },
             *         {
             *           "name": "name"
             *         },
             *         {
             *           "name": "email"
             *         }
             *       ],
             *       "filters": [],
             *       "sorts": [],
             *       "body_fields": [],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            get: components["schemas"]["Meta"];
            /**
             * @description Creating a user.
             * @example {
             *       "method": "create",
             *       "supported": true,
             *       "provider": "pipedrive",
             *       "response_fields": [
             *         {
             *           "name": "id"
             *         },
             *         {
             *           "name": "name"
             *         },
             *         {
             *           "name": "email"
             *         }
             *       ],
             *       "filters": [],
             *       "sorts": [],
             *       "body_fields": [
             *         {
             *           "name": "email",
             *           "required": true
             *         }
             *       ],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            create: components["schemas"]["Meta"];
            /**
             * @description Updating a user.
             * @example {
             *       "method": "update",
             *       "supported": true,
             *       "provider": "pipedrive",
             *       "response_fields": [
             *         {
             *           "name": "id"
             *         },
             *         {
             *           "name": "name"
             *         },
             *         {
             *           "name": "email"
             *         }
             *       ],
             *       "filters": [],
             *       "sorts": [],
             *       "body_fields": [
             *         {
             *           "name": "is_active",
             *           "required": true
             *         }
             *       ],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            update: components["schemas"]["Meta"];
            /**
             * @description Deleting a user.
             * @example {
             *       "method": "delete",
             *       "supported": false,
             *       "reason": "Pipedrive cannot delete users; deactivate them by PATCH with is_active false.",
             *       "provider": "pipedrive",
             *       "response_fields": [],
             *       "filters": [],
             *       "sorts": [],
             *       "body_fields": [],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            delete: components["schemas"]["Meta"];
            /**
             * @description Getting the user whose credential the account holds.
             * @example {
             *       "method": "me",
             *       "supported": true,
             *       "provider": "pipedrive",
             *       "response_fields": [
             *         {
             *           "name": "id"
             *         },
             *         {
             *           "name": "name"
             *         },
             *         {
             *           "name": "email"
             *         }
             *       ],
             *       "filters": [],
             *       "sorts": [],
             *       "body_fields": [],
             *       "removed_secrets": [],
             *       "notes": [],
             *       "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *     }
             */
            me: components["schemas"]["Meta"];
        };
        /** @description All that a provider can do. */
        Capabilities: {
            /**
             * @description The slug of the provider.
             * @example pipedrive
             */
            provider: components["schemas"]["ProviderSlug"];
            /**
             * @description The vendor's display name.
             * @example Pipedrive
             */
            name: string;
            /**
             * @description The vendor's own page.
             * @example https://developers.pipedrive.com/docs/api/v1/Users
             */
            documentation_link: string;
            /**
             * @description The ways to authenticate, the preferred one first.
             * @example [
             *       {
             *         "method": "oauth2"
             *       },
             *       {
             *         "method": "api_key"
             *       }
             *     ]
             */
            authentication_methods: components["schemas"]["AuthenticationScheme"][];
            /**
             * @description What a connection needs besides the credential.
             * @example []
             */
            account_variables: components["schemas"]["AccountVariable"][];
            /**
             * @description Every operation by name.
             * @example {
             *       "list": {
             *         "method": "list",
             *         "supported": true,
             *         "provider": "pipedrive",
             *         "response_fields": [
             *           {
             *             "name": "id"
             *           },
             *           {
             *             "name": "name"
             *           },
             *           {
             *             "name": "email"
             *           }
             *         ],
             *         "filters": [
             *           {
             *             "name": "email",
             *             "mode": "emulated"
             *           }
             *         ],
             *         "sorts": [
             *           {
             *             "name": "email",
             *             "mode": "emulated"
             *           }
             *         ],
             *         "body_fields": [],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       },
             *       "get": {
             *         "method": "get",
             *         "supported": true,
             *         "provider": "pipedrive",
             *         "response_fields": [
             *           {
             *             "name": "id"
             *           },
             *           {
             *             "name": "name"
             *           },
             *           {
             *             "name": "email"
             *           }
             *         ],
             *         "filters": [],
             *         "sorts": [],
             *         "body_fields": [],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       },
             *       "create": {
             *         "method": "create",
             *         "supported": true,
             *         "provider": "pipedrive",
             *         "response_fields": [
             *           {
             *             "name": "id"
             *           },
             *           {
             *             "name": "name"
             *           },
             *           {
             *             "name": "email"
             *           }
             *         ],
             *         "filters": [],
             *         "sorts": [],
             *         "body_fields": [
             *           {
             *             "name": "email",
             *             "required": true
             *           }
             *         ],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       },
             *       "update": {
             *         "method": "update",
             *         "supported": true,
             *         "provider": "pipedrive",
             *         "response_fields": [
             *           {
             *             "name": "id"
             *           },
             *           {
             *             "name": "name"
             *           },
             *           {
             *             "name": "email"
             *           }
             *         ],
             *         "filters": [],
             *         "sorts": [],
             *         "body_fields": [
             *           {
             *             "name": "is_active",
             *             "required": true
             *           }
             *         ],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       },
             *       "delete": {
             *         "method": "delete",
             *         "supported": false,
             *         "reason": "Pipedrive cannot delete users; deactivate them by PATCH with is_active false.",
             *         "provider": "pipedrive",
             *         "response_fields": [],
             *         "filters": [],
             *         "sorts": [],
             *         "body_fields": [],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       },
             *       "me": {
             *         "method": "me",
             *         "supported": true,
             *         "provider": "pipedrive",
             *         "response_fields": [
             *           {
             *             "name": "id"
             *           },
             *           {
             *             "name": "name"
             *           },
             *           {
             *             "name": "email"
             *           }
             *         ],
             *         "filters": [],
             *         "sorts": [],
             *         "body_fields": [],
             *         "removed_secrets": [],
             *         "notes": [],
             *         "documentation_link": "https://developers.pipedrive.com/docs/api/v1/Users"
             *       }
             *     }
             */
            operations: components["schemas"]["CapabilityOperations"];
            /**
             * @description The versions of the vendor's API that are called.
             * @example [
             *       {
             *         "name": "v1"
             *       }
             *     ]
             */
            api_versions: components["schemas"]["ApiVersion"][];
        };
        /**
         * @description How an account authenticates at the vendor.
         * @example oauth2
         * @enum {string}
         */
        AuthenticationMethod: "oauth2" | "api_key" | "basic" | "client_credentials";
        /**
         * @description The state of an account. `connecting` becomes `active`, `validation_error` or `post_install_error`; `active`
         *     becomes `needs_reauth`; each of the last three becomes `connecting` on new credentials, and `active` at once
         *     if no call to the vendor is made: when credentials are sent to this API, and when the OAuth app of the
         *     environment is set, if the account needed nothing else.
         * @example active
         * @enum {string}
         */
        AccountStatus: "connecting" | "active" | "post_install_error" | "validation_error" | "needs_reauth";
        /** @description The provider of an account. */
        AccountIntegration: {
            /**
             * @description The id of the provider, equal to its slug.
             * @example hubspot
             */
            id: string;
            /**
             * @description The slug of the provider.
             * @example hubspot
             */
            name: components["schemas"]["ProviderSlug"];
            /**
             * @description The kind of product.
             * @example crm
             */
            category: string;
        };
        /** @description A connected customer at a vendor, without secrets. */
        IntegratedAccount: {
            /**
             * Format: uuid
             * @description The id of the account.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            id: string;
            /**
             * @description Your own name for the customer; any text, not necessarily unique.
             * @example acme
             */
            tenant_id: string;
            /**
             * Format: uuid
             * @description The environment that the account belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description The state of the account.
             * @example active
             */
            status: components["schemas"]["AccountStatus"];
            /**
             * @description How it authenticates.
             * @example oauth2
             */
            authentication_method: components["schemas"]["AuthenticationMethod"];
            /**
             * @description The provider.
             * @example {
             *       "id": "hubspot",
             *       "name": "hubspot",
             *       "category": "crm"
             *     }
             */
            integration: components["schemas"]["AccountIntegration"];
            /**
             * @description How body fields and filters that the provider does not have are handled, if the request does not set it;
             *     `null`: the setting of the server.
             * @example null
             * @enum {string|null}
             */
            handling: "strict" | "lenient" | null;
            /**
             * @description The account variables and data of your own; never a credential.
             * @example {
             *       "subdomain": "acme"
             *     }
             */
            context: {
                [key: string]: unknown;
            };
            /**
             * @description Why the account is not `active`, in a sentence without quotes from the vendor; `null` when nothing is wrong.
             * @example null
             */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When the account was made, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the account last changed, RFC 3339 in UTC with milliseconds.
             * @example 2026-02-11T16:05:12.000Z
             */
            updated_at: string;
        };
        /** @description An account after new credentials, with warnings about them. */
        IntegratedAccountWithWarnings: components["schemas"]["IntegratedAccount"] & {
            /**
             * @description Warnings about the credentials; absent if there are none.
             * @example [
             *       {
             *         "code": "refresh-not-possible",
             *         "pointer": "/context/oauth/client",
             *         "detail": "Neither this account nor its environment has an OAuth app for hubspot."
             *       }
             *     ]
             */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description Tokens that a customer has granted. */
        OauthToken: {
            /**
             * @description The access token.
             * @example made-up-access-token
             */
            access_token: string;
            /**
             * @description The refresh token, if there is one.
             * @example made-up-refresh-token
             */
            refresh_token?: string;
            /**
             * @description Seconds until the access token expires, counted from now; zero or less means that it has expired.
             * @example 3600
             */
            expires_in?: number;
        };
        /** @description The OAuth app that the tokens belong to; without it the environment's own app is used. */
        OauthClient: {
            /**
             * @description The client id.
             * @example made-up-client-id
             */
            id: string;
            /**
             * @description The client secret.
             * @example made-up-client-secret
             */
            secret: string;
        };
        /** @description The OAuth part of an import. */
        OauthContext: {
            /**
             * @description The tokens that the customer has granted; not needed for `client_credentials`.
             * @example {
             *       "access_token": "made-up-access-token",
             *       "refresh_token": "made-up-refresh-token",
             *       "expires_in": 3600
             *     }
             */
            token?: components["schemas"]["OauthToken"];
            /**
             * @description The OAuth app; without it the environment's own app is used.
             * @example {
             *       "id": "made-up-client-id",
             *       "secret": "made-up-client-secret"
             *     }
             */
            client?: components["schemas"]["OauthClient"];
        };
        /**
         * @description The credentials of the chosen method and the account variables that the provider names; any other key is
         *     refused by name. Secrets are stored and never returned. `oauth.token` can be the vendor's whole token answer.
         */
        AccountContext: {
            /**
             * @description For `oauth2` and `client_credentials`.
             * @example {
             *       "token": {
             *         "access_token": "made-up-access-token"
             *       }
             *     }
             */
            oauth?: components["schemas"]["OauthContext"];
            /**
             * @description For `api_key`.
             * @example made-up-api-key
             */
            api_key?: string;
            /**
             * @description For `basic`.
             * @example ann
             */
            username?: string;
            /**
             * @description For `basic`.
             * @example made-up-password
             */
            password?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Credentials to import. */
        IntegratedAccountCreate: {
            /**
             * @description The slug of the provider.
             * @example hubspot
             */
            integration: components["schemas"]["ProviderSlug"];
            /**
             * @description Your own name for the customer; any text, not necessarily unique.
             * @example acme
             */
            tenant_id: string;
            /**
             * @description How it authenticates; the provider must offer it.
             * @example oauth2
             */
            authentication_method: components["schemas"]["AuthenticationMethod"];
            /**
             * @description The credentials and account variables.
             * @example {
             *       "api_key": "made-up-api-key"
             *     }
             */
            context: components["schemas"]["AccountContext"];
        };
        /** @description A page of accounts. */
        IntegratedAccountList: {
            /**
             * @description The accounts.
             * @example []
             */
            result: components["schemas"]["IntegratedAccount"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description The answer for a deleted account. */
        DeletedIntegratedAccount: {
            /**
             * Format: uuid
             * @description The id of the deleted account.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            id: string;
        };
        /** @description The changes to an account. */
        IntegratedAccountUpdate: {
            /**
             * @description Your own name for the customer; any text, not necessarily unique.
             * @example acme
             */
            tenant_id?: string;
            /**
             * @description How body fields and filters that the provider does not have are handled, if the request does not set it:
             *     refused, or left out with a warning. `null`: the setting of the server.
             * @example strict
             * @enum {string|null}
             */
            handling?: "strict" | "lenient" | null;
            /**
             * @description Account variables of the provider, merged into the existing ones; no credential.
             * @example {
             *       "subdomain": "acme"
             *     }
             */
            context?: {
                [key: string]: unknown;
            };
        };
        /** @description New credentials of the account's own authentication method. */
        CredentialsReplacement: {
            /**
             * @description The credentials, as on import, with optional account variables.
             * @example {
             *       "api_key": "made-up-api-key"
             *     }
             */
            context: components["schemas"]["AccountContext"];
        };
        /** @description Names an account. */
        AccountReference: {
            /**
             * Format: uuid
             * @description The id of the account.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            id: string;
        };
        /** @description The request has succeeded. */
        Success: {
            /**
             * @description Always `true`.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description Names the account that the token is for. */
        AccountTokenCreate: {
            /**
             * Format: uuid
             * @description The id of the account.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id: string;
        };
        /** @description A token of one account, which only this answer shows. */
        AccountToken: {
            /**
             * @description The token, to be sent as `Authorization Bearer`.
             * @example rollcall_made-up-token-of-one-account
             */
            integrated_account_token: string;
            /**
             * Format: date-time
             * @description When it ends, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:45:00.000Z
             */
            expires_at: string;
        };
        /** @description An OAuth app of the environment, without its secret. */
        EnvironmentIntegration: {
            /**
             * @description The id of the app, equal to the slug of its provider.
             * @example hubspot
             */
            id: components["schemas"]["ProviderSlug"];
            /**
             * Format: uuid
             * @description The environment that the app belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description The provider.
             * @example {
             *       "id": "hubspot",
             *       "name": "hubspot",
             *       "category": "crm"
             *     }
             */
            integration: components["schemas"]["AccountIntegration"];
            /**
             * @description The client id.
             * @example made-up-client-id
             */
            client_id: string;
            /**
             * Format: date-time
             * @description When the app was first set, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the app last changed, RFC 3339 in UTC with milliseconds.
             * @example 2026-02-11T16:05:12.000Z
             */
            updated_at: string;
        };
        /** @description An OAuth app of the environment. */
        EnvironmentIntegrationCreate: {
            /**
             * @description The slug of the provider.
             * @example hubspot
             */
            integration: components["schemas"]["ProviderSlug"];
            /**
             * @description The client id.
             * @example made-up-client-id
             */
            client_id: string;
            /**
             * @description The client secret; it is stored and never returned.
             * @example made-up-client-secret
             */
            client_secret: string;
        };
        /** @description The changes to an OAuth app. */
        EnvironmentIntegrationUpdate: {
            /**
             * @description The client id.
             * @example made-up-client-id
             */
            client_id?: string;
            /**
             * @description The client secret; it is stored and never returned.
             * @example made-up-client-secret
             */
            client_secret?: string;
        };
        /** @description The OAuth apps of the environment. */
        EnvironmentIntegrationList: {
            /**
             * @description The apps, in the order of their slugs.
             * @example []
             */
            result: components["schemas"]["EnvironmentIntegration"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description The answer for a deleted OAuth app. */
        DeletedEnvironmentIntegration: {
            /**
             * @description The id of the deleted app.
             * @example hubspot
             */
            id: components["schemas"]["ProviderSlug"];
        };
        /**
         * @description Whether a link token can connect an account. `open`: it can. `used`: it has connected one. `revoked`,
         *     `expired`: it cannot.
         * @example open
         * @enum {string}
         */
        LinkTokenState: "open" | "used" | "revoked" | "expired";
        /** @description A link token of the environment, without its secret. */
        LinkToken: {
            /**
             * Format: uuid
             * @description The id of the link token; not the token itself.
             * @example 4c1b8a52-9d0e-4f63-a7b8-15c2d3e4f506
             */
            id: string;
            /**
             * Format: uuid
             * @description The environment that it belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description Your own name for the customer.
             * @example acme
             */
            tenant_id: string;
            /**
             * @description The account that it connects again, or has connected; `null` until then.
             * @example null
             */
            integrated_account_id: string | null;
            /**
             * @description The providers that the customer chooses from; empty for all.
             * @example [
             *       "hubspot"
             *     ]
             */
            integrations: components["schemas"]["ProviderSlug"][];
            /**
             * @description The URL that the customer returns to; `null` if the page stays open or sends a message to its opener.
             * @example https://app.example.com/connected
             */
            redirect_uri: string | null;
            /**
             * @description Whether it can connect an account.
             * @example open
             */
            state: components["schemas"]["LinkTokenState"];
            /**
             * Format: date-time
             * @description When it ends, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-12T09:30:00.000Z
             */
            expires_at: string;
            /**
             * @description When it connected its account, RFC 3339 in UTC with milliseconds; `null` before.
             * @example null
             */
            used_at: string | null;
            /**
             * @description When it was revoked, RFC 3339 in UTC with milliseconds; `null` if it was not.
             * @example null
             */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description When it was made, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
        };
        /** @description A link token to make. Either `tenant_id` or `integrated_account_id` is given. */
        LinkTokenCreate: {
            /**
             * @description Your own name for the customer; for a new account.
             * @example acme
             */
            tenant_id?: string;
            /**
             * Format: uuid
             * @description The account to connect again, which keeps its id; instead of `tenant_id`.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id?: string;
            /**
             * @description The providers that the customer chooses from; without it, all providers.
             * @example [
             *       "hubspot"
             *     ]
             */
            integrations?: components["schemas"]["ProviderSlug"][];
            /**
             * Format: uri
             * @description The URL that the customer returns to, with the result in the query. The server has to allow it
             *     (`ROLLCALL_CONNECT_REDIRECTS`).
             * @example https://app.example.com/connected
             */
            redirect_uri?: string;
            /**
             * @description Account variables that the page is filled in with; each belongs to a provider that can be chosen.
             *     Credentials are not allowed.
             * @example {
             *       "company_domain": "acme"
             *     }
             */
            context?: {
                [key: string]: string;
            };
        };
        /** @description A new link token. Only this answer shows `link_token` and `url`. */
        CreatedLinkToken: components["schemas"]["LinkToken"] & {
            /**
             * @description The token.
             * @example rollcall_made-up-link-token
             */
            link_token: string;
            /**
             * @description The address of the page for this token, to send the customer to.
             * @example https://rollcall.example.com/connect?link_token=rollcall_made-up-link-token
             */
            url: string;
        };
        /** @description A page of link tokens. */
        LinkTokenList: {
            /**
             * @description The link tokens.
             * @example []
             */
            result: components["schemas"]["LinkToken"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description The answer for a revoked link token. */
        RevokedLinkToken: {
            /**
             * Format: uuid
             * @description The id of the link token.
             * @example 4c1b8a52-9d0e-4f63-a7b8-15c2d3e4f506
             */
            id: string;
        };
        /**
         * @description How a change ended. `refused`: nothing was changed, because of the request, a limit or a refusal of the vendor.
         *     `failed`: the vendor or Rollcall failed. `outcome-unknown`: the change was sent, but there was no clear
         *     answer.
         *     `running`: the change is running. `unfinished`: its process ended before the change did.
         * @example succeeded
         * @enum {string}
         */
        LogOutcome: "succeeded" | "refused" | "failed" | "outcome-unknown" | "running" | "unfinished";
        /**
         * @description The actor: a program with an API token, a customer with a link token, or a person at the command line.
         * @example api_token
         * @enum {string}
         */
        LogActor: "api_token" | "link_token" | "command_line";
        /** @description A change, or an attempt at one, with names of fields and never a value. */
        LogEntry: {
            /**
             * Format: uuid
             * @description The id of the entry.
             * @example 7d2e5c81-6b3f-4a90-8c1d-2e3f4a5b6c7d
             */
            id: string;
            /**
             * Format: date-time
             * @description When it began, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            timestamp: string;
            /**
             * Format: uuid
             * @description The environment that it belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description The `operationId`; `failed_authentication` for the attempts of one minute with tokens that have expired.
             * @example updateUser
             */
            operation: string;
            /**
             * @description The actor; `null` if it is not known.
             * @example api_token
             */
            actor: components["schemas"]["LogActor"] | null;
            /**
             * @description The id of the API token or link token that was used.
             * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
             */
            token_id: string | null;
            /**
             * @description The name of the API token at that time.
             * @example nightly mirror
             */
            token_name: string | null;
            /**
             * @description The account, also one that was deleted later or never existed.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id: string | null;
            /**
             * @description Your own name for the customer at that time.
             * @example acme
             */
            tenant_id: string | null;
            /**
             * @description The slug of the provider.
             * @example salesforce
             */
            integration: string | null;
            /**
             * @description The vendor's id of the user, with e-mail addresses shortened; `null` after it was erased.
             * @example 0055g00000AbcDEAAZ
             */
            user_id: string | null;
            /**
             * @description The API token or link token that was made or revoked.
             * @example null
             */
            object_id: string | null;
            /**
             * @description The names of the fields that were sent, keys of `remote_data`, `custom_fields` and `context` with a dot.
             *     `?` replaces a name that may contain a value.
             * @example [
             *       "first_name",
             *       "remote_data.Title"
             *     ]
             */
            fields: string[];
            /**
             * @description How it ended.
             * @example succeeded
             */
            outcome: components["schemas"]["LogOutcome"];
            /**
             * @description The HTTP status of the answer; `null` while it is not known.
             * @example 200
             */
            http_status_code: number | null;
            /**
             * @description The last part of the problem's `type`, or the `error_type` of a connection; `null` if there was none.
             * @example null
             */
            problem: string | null;
            /**
             * @description The id in the header `X-Request-Id`, with e-mail addresses shortened.
             * @example f3b1c2d4-0000-4000-8000-1a2b3c4d5e6f
             */
            request_id: string | null;
            /**
             * @description How long it took, in milliseconds; `null` while it is not known.
             * @example 184
             */
            duration: number | null;
            /**
             * @description The number of attempts in the entry; always 1, except for `failed_authentication`.
             * @example 1
             */
            count: number;
        };
        /** @description A page of the audit log. */
        LogEntryList: {
            /**
             * @description The entries.
             * @example []
             */
            result: components["schemas"]["LogEntry"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /**
         * @description Every entry of the list, one JSON object a line; each line is a `LogLine`.
         * @example {"id":"7d2e5c81-6b3f-4a90-8c1d-2e3f4a5b6c7d","operation":"updateUser"}
         */
        LogLines: string;
        /** @description A line of the log as NDJSON: an entry, or the failure as the last line of an incomplete list. */
        LogLine: components["schemas"]["LogEntry"] | components["schemas"]["LineError"];
        /** @description The result of an erasure. */
        ErasedLogUser: {
            /**
             * @description The number of entries that had the id of the user.
             * @example 3
             */
            erased_entries: number;
            /**
             * @description The number of stored answers of the account's idempotency keys.
             * @example 1
             */
            erased_answers: number;
        };
        /**
         * @description A change of an account. `created`: it was made, by an import or by a customer at the hosted page. `active`: it
         *     can be used for the first time. `validation_error`, `post_install_error`: connecting it failed.
         *     `authentication_error`: the vendor certainly refuses its credential; the account needs to be connected again.
         *     `reactivated`: it can be used again. `deleted`: it was deleted. `updated`: any other change that
         *     `PATCH /integrated-account/{id}`, new credentials or a new connection make; a refreshed token is not an event.
         *     Each change is one event, except for an account that is active at once: `created`, then `active`.
         * @example integrated_account:authentication_error
         * @enum {string}
         */
        WebhookEvent: "integrated_account:created" | "integrated_account:updated" | "integrated_account:active" | "integrated_account:validation_error" | "integrated_account:post_install_error" | "integrated_account:authentication_error" | "integrated_account:reactivated" | "integrated_account:deleted";
        /** @description A URL that gets messages about changed accounts, without its secret. */
        Webhook: {
            /**
             * Format: uuid
             * @description The id of the webhook.
             * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
             */
            id: string;
            /**
             * Format: uuid
             * @description The environment that it belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description A display name; `null` if none was given.
             * @example Billing
             */
            name: string | null;
            /**
             * @description The URL of its requests.
             * @example https://hooks.example.com/rollcall
             */
            target_url: string;
            /**
             * @description The events that it gets; empty for all.
             * @example [
             *       "integrated_account:authentication_error"
             *     ]
             */
            event_types: components["schemas"]["WebhookEvent"][];
            /**
             * @description Whether it gets events.
             * @example true
             */
            is_active: boolean;
            /**
             * @description When the former secret expires, RFC 3339 in UTC with milliseconds; `null` if there is none.
             * @example null
             */
            previous_secret_expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was made, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was changed last, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            updated_at: string;
        };
        /** @description A webhook with its secret, which only this answer shows. */
        WebhookWithSecret: components["schemas"]["Webhook"] & {
            /**
             * @description The text that its requests are signed with.
             * @example whsec_made-up-signing-secret
             */
            secret: string;
        };
        /** @description A webhook to make. */
        WebhookCreate: {
            /**
             * Format: uri
             * @description The URL that requests are sent to: `https`, without user and password.
             * @example https://hooks.example.com/rollcall
             */
            target_url: string;
            /**
             * @description The events that it gets; all events if the list is empty or not sent.
             * @example [
             *       "integrated_account:authentication_error"
             *     ]
             */
            event_types?: components["schemas"]["WebhookEvent"][];
            /**
             * @description A display name.
             * @example Billing
             */
            name?: string;
            /**
             * @description Whether it gets events.
             * @default true
             * @example true
             */
            is_active?: boolean;
        };
        /** @description The changes to a webhook. */
        WebhookUpdate: {
            /**
             * Format: uri
             * @description The URL that all further requests are sent to, including waiting ones: `https`, without user and password.
             * @example https://hooks.example.com/rollcall
             */
            target_url?: string;
            /**
             * @description The events that it gets; empty for all.
             * @example [
             *       "integrated_account:authentication_error"
             *     ]
             */
            event_types?: components["schemas"]["WebhookEvent"][];
            /**
             * @description A display name; `null` for none.
             * @example Billing
             */
            name?: string | null;
            /**
             * @description Whether it gets events.
             * @example false
             */
            is_active?: boolean;
        };
        /** @description A page of webhooks. */
        WebhookList: {
            /**
             * @description The webhooks.
             * @example []
             */
            result: components["schemas"]["Webhook"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description The answer for a deleted webhook. */
        DeletedWebhook: {
            /**
             * Format: uuid
             * @description The id of the webhook.
             * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
             */
            id: string;
        };
        /** @description The body of the `POST` that is sent to a webhook. */
        WebhookMessage: {
            /**
             * Format: uuid
             * @description The id of the message: the same at each try, and that of its delivery.
             * @example 3a5c7e91-0d2b-4f68-8a9c-1e3f5b7d9f02
             */
            id: string;
            /**
             * @description What happened: a `WebhookEvent`, or `test`.
             * @example integrated_account:authentication_error
             */
            event: string;
            /**
             * @description The account after the change, an `IntegratedAccount`; for `test`, a short text.
             * @example {
             *       "message": "This is a test."
             *     }
             */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description The environment of the account.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * Format: uuid
             * @description The webhook that it is for.
             * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
             */
            webhook_id: string;
            /**
             * Format: date-time
             * @description When it happened, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
        };
        /** @description The result of a test event. */
        WebhookTest: {
            /**
             * @description Whether the address answered with a status from 200 to 299.
             * @example true
             */
            success: boolean;
            /**
             * @description The status of the answer; `null` if none came.
             * @example 200
             */
            status: number | null;
            /**
             * @description Why it was not delivered; `null` if it was.
             * @example null
             */
            error: components["schemas"]["DeliveryFault"];
            /**
             * @description How long it took, in milliseconds.
             * @example 84
             */
            duration_ms: number;
        };
        /**
         * @description Why a request did not arrive. `status`: the answer's status is not from 200 to 299. `timeout`: no answer
         *     within 10
         *     seconds. `unreachable`: no connection, no trusted certificate, or a broken connection. `refused_address`: the
         *     host has an address that webhooks are not allowed to use, or the URL is not `https`. `unreadable`: the stored
         *     message or secret cannot be decrypted; if it is the secret, a new secret corrects it.
         * @example timeout
         * @enum {string|null}
         */
        DeliveryFault: "status" | "timeout" | "unreachable" | "refused_address" | "unreadable" | null;
        /**
         * @description `pending`: it waits for its first or next try. `delivered`: the URL accepted it. `dead`: all tries failed.
         * @example dead
         * @enum {string}
         */
        DeliveryState: "pending" | "delivered" | "dead";
        /** @description One event for one webhook. */
        Delivery: {
            /**
             * Format: uuid
             * @description The id of the delivery, which is the `id` of its message.
             * @example 3a5c7e91-0d2b-4f68-8a9c-1e3f5b7d9f02
             */
            id: string;
            /**
             * Format: uuid
             * @description The webhook that it is for.
             * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
             */
            webhook_id: string;
            /**
             * @description What happened.
             * @example integrated_account:authentication_error
             */
            event: components["schemas"]["WebhookEvent"];
            /**
             * Format: uuid
             * @description The account of the event, which may be deleted.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id: string;
            /**
             * @description Its state.
             * @example dead
             */
            state: components["schemas"]["DeliveryState"];
            /**
             * @description The number of tries since it was last sent again.
             * @example 12
             */
            attempts: number;
            /**
             * @description When it is tried next, RFC 3339 in UTC with milliseconds; `null` if it is not.
             * @example null
             */
            next_attempt_at: string | null;
            /**
             * @description The status of the last answer; `null` if none came.
             * @example 503
             */
            last_status: number | null;
            /**
             * @description Why the last try failed; `null` if none has.
             * @example status
             */
            last_error: components["schemas"]["DeliveryFault"];
            /**
             * Format: date-time
             * @description When it happened, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description When it was delivered or became dead, RFC 3339 in UTC with milliseconds; `null` before.
             * @example 2026-01-06T13:02:11.000Z
             */
            settled_at: string | null;
        };
        /** @description A page of deliveries. */
        DeliveryList: {
            /**
             * @description The deliveries.
             * @example []
             */
            result: components["schemas"]["Delivery"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description How many deliveries are sent again. */
        RetriedDeliveries: {
            /**
             * @description The number of deliveries.
             * @example 3
             */
            retried: number;
        };
        /**
         * @description Why no account was connected. `invalid_token`: the link token is unknown, used, revoked or expired, or the
         *     answer of the vendor does not belong to an attempt in this browser. `invalid_integration`: the provider or the
         *     method cannot be
         *     chosen. `connection_error`: the vendor returned no credential, or the customer refused. `validation_error`:
         *     the call that tests the credential failed. `post_install_error`: the account could not be set up afterwards.
         * @example validation_error
         * @enum {string}
         */
        ConnectErrorType: "invalid_token" | "invalid_integration" | "connection_error" | "post_install_error" | "validation_error";
        /**
         * @description The result of the page. Its opener gets it in a message, and `redirect_uri` gets it in the query. `closed`:
         *     the customer closed the page without an account.
         */
        ConnectResult: {
            /**
             * @description Whether an account was connected.
             * @example success
             * @enum {string}
             */
            result: "success" | "error" | "closed";
            /**
             * @description The provider.
             * @example hubspot
             */
            integration?: components["schemas"]["ProviderSlug"];
            /**
             * Format: uuid
             * @description The account; on failure the one that is not active.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id?: string;
            /**
             * @description The error in a sentence, with the vendor's message.
             * @example Pipedrive refused the credential.
             */
            error?: string;
            /**
             * @description What kind of failure it was.
             * @example validation_error
             */
            error_type?: components["schemas"]["ConnectErrorType"];
        };
        /** @description One field that the customer fills in. */
        ConnectField: {
            /**
             * @description Its name in `context`.
             * @example company_domain
             */
            name: string;
            /**
             * @description The vendor's name for it.
             * @example Company domain
             */
            label: string;
            /**
             * @description What it is and where it is found; `null` if the method describes it.
             * @example The company's subdomain of pipedrive.com.
             */
            description: string | null;
            /**
             * @description An example; `null` for secrets.
             * @example acme
             */
            example: string | null;
            /**
             * @description Whether it is required.
             * @example true
             */
            is_required: boolean;
            /**
             * @description Whether the page hides the value.
             * @example false
             */
            is_secret: boolean;
            /**
             * @description The initial value; `null` for none.
             * @example null
             */
            value: string | null;
        };
        /** @description One way to connect a provider. */
        ConnectMethod: {
            /**
             * @description The method.
             * @example api_key
             */
            authentication_method: components["schemas"]["AuthenticationMethod"];
            /**
             * @description Where in the vendor's settings the credential is found, or what the vendor asks for.
             * @example In Pipedrive open Settings > Personal preferences > API.
             */
            where: string;
            /**
             * @description Which scopes or rights the credential needs.
             * @example The token has the rights of its user.
             */
            rights: string;
            /**
             * @description The vendor's own page about it.
             * @example https://pipedrive.readme.io/docs/how-to-find-the-api-token
             */
            source: string;
            /**
             * @description The fields of the form.
             * @example []
             */
            fields: components["schemas"]["ConnectField"][];
        };
        /** @description One provider that can be chosen. */
        ConnectIntegration: {
            /**
             * @description The provider.
             * @example pipedrive
             */
            slug: components["schemas"]["ProviderSlug"];
            /**
             * @description The name of the vendor.
             * @example Pipedrive
             */
            name: string;
            /**
             * @description The ways to connect it.
             * @example []
             */
            methods: components["schemas"]["ConnectMethod"][];
        };
        /** @description What the page shows. */
        ConnectSession: {
            /**
             * @description The state of the link token; `unknown` if the browser has none.
             * @example open
             * @enum {string}
             */
            state: "open" | "used" | "revoked" | "expired" | "unknown";
            /**
             * @description Whether an existing account is connected again.
             * @example false
             */
            is_reconnection: boolean;
            /**
             * @description The providers that can be chosen.
             * @example []
             */
            integrations: components["schemas"]["ConnectIntegration"][];
            /**
             * @description How the last attempt of this browser ended; `null` before the end of the first attempt.
             * @example null
             */
            result: components["schemas"]["ConnectResult"] | null;
            /**
             * @description The URL that the customer returns to; `null` for none.
             * @example null
             */
            redirect_uri: string | null;
            /**
             * @description The origins of pages that can receive the result.
             * @example [
             *       "https://app.example.com"
             *     ]
             */
            message_origins: string[];
        };
        /** @description What the customer has chosen and filled in. */
        ConnectionStart: {
            /**
             * @description The provider.
             * @example pipedrive
             */
            integration: components["schemas"]["ProviderSlug"];
            /**
             * @description The method.
             * @example api_key
             */
            authentication_method: components["schemas"]["AuthenticationMethod"];
            /**
             * @description The values that were filled in, by the names of the fields.
             * @example {
             *       "api_key": "made-up-api-key"
             *     }
             */
            context: {
                [key: string]: string;
            };
        };
        /** @description The next step. One of the two is `null`. */
        ConnectionStarted: {
            /**
             * @description The vendor's page where the customer allows the app.
             * @example null
             */
            consent_url: string | null;
            /**
             * @description How the attempt ended.
             * @example null
             */
            result: components["schemas"]["ConnectResult"] | null;
        };
        /** @description A vendor's answer to a consent; members that vendors add are allowed. */
        ConsentForm: {
            /**
             * @description The code that the vendor exchanges for tokens.
             * @example made-up-code
             */
            code?: string;
            /**
             * @description The `state` that was in the URL of the vendor's consent page.
             * @example made-up-state
             */
            state?: string;
            /**
             * @description The vendor's error code, if it sends no code to exchange.
             * @example access_denied
             */
            error?: string;
            /**
             * @description The vendor's description of the error.
             * @example The user denied access.
             */
            error_description?: string;
        };
        /**
         * @description The scopes of a token. `read`: read users, providers and accounts. `write`: create, change and delete users.
         *     `raw`:
         *     read the vendor's bytes (`truto_response_format` `raw` and `stream`), with `read` or `write`. `admin`: manage
         *     accounts, tokens, OAuth apps and webhooks, and read the log. No scope includes another.
         * @example read
         * @enum {string}
         */
        TokenScope: "read" | "write" | "raw" | "admin";
        /** @description A token of the environment, without its secret. */
        ApiToken: {
            /**
             * Format: uuid
             * @description The id of the token; not the token itself.
             * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
             */
            id: string;
            /**
             * @description Its purpose, in your words.
             * @example nightly mirror
             */
            name: string;
            /**
             * Format: uuid
             * @description The environment that the token belongs to.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
            /**
             * @description The scopes of the token.
             * @example [
             *       "read"
             *     ]
             */
            scopes: components["schemas"]["TokenScope"][];
            /**
             * @description The one account that the token reaches; `null` if it reaches every account of the environment.
             * @example null
             */
            integrated_account_id: string | null;
            /**
             * @description The last four characters of the token, to distinguish tokens.
             * @example 9f3e
             */
            hint: string;
            /**
             * @description When it ends, RFC 3339 in UTC with milliseconds; `null` for a token without end.
             * @example 2027-01-01T00:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description When it was last used, to the minute, RFC 3339 in UTC; `null` for one that never was.
             * @example 2026-02-11T16:05:00.000Z
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When it was made, RFC 3339 in UTC with milliseconds.
             * @example 2026-01-05T09:30:00.000Z
             */
            created_at: string;
        };
        /** @description A token to make. */
        ApiTokenCreate: {
            /**
             * @description Its purpose, in your words.
             * @example nightly mirror
             */
            name: string;
            /**
             * @description Its scopes; by default `read`, `write` and `raw`.
             * @example [
             *       "read"
             *     ]
             */
            scopes?: components["schemas"]["TokenScope"][];
            /**
             * Format: uuid
             * @description The one account that it reaches; without it every account of the environment. A token of one account
             *     cannot have
             *     the scope `admin`.
             * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
             */
            integrated_account_id?: string;
            /**
             * Format: date-time
             * @description When it ends, in the future; without it the token has no end.
             * @example 2027-01-01T00:00:00Z
             */
            expires_at?: string;
        };
        /** @description A new token. Only this answer shows `token`. */
        CreatedApiToken: components["schemas"]["ApiToken"] & {
            /**
             * @description The token, to be sent as `Authorization Bearer`.
             * @example rollcall_made-up-token
             */
            token: string;
        };
        /** @description A page of tokens. */
        ApiTokenList: {
            /**
             * @description The tokens.
             * @example []
             */
            result: components["schemas"]["ApiToken"][];
            /**
             * @description The cursor of the next page; `null` on the last.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @description The limit that was used.
             * @example 100
             */
            limit: number;
        };
        /** @description The answer for a revoked token. */
        DeletedApiToken: {
            /**
             * Format: uuid
             * @description The id of the revoked token.
             * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
             */
            id: string;
        };
        /** @description The token is valid. */
        Ping: {
            /**
             * @description Always the same word.
             * @example pong
             * @constant
             */
            message: "pong";
            /**
             * Format: uuid
             * @description The environment of the token.
             * @example 1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d
             */
            environment_id: string;
        };
        /** @description The process runs. */
        Health: {
            /**
             * @description Always the same word.
             * @example ok
             * @constant
             */
            status: "ok";
        };
        /** @description Requests can be served. */
        Readiness: {
            /**
             * @description Always the same word.
             * @example ready
             * @constant
             */
            status: "ready";
        };
        /**
         * @description The kind of failure, a constant; also the path of a page that explains it.
         * @example /errors/user-not-found
         * @enum {string}
         */
        ProblemType: "/errors/invalid-request" | "/errors/invalid-cursor" | "/errors/cursor-expired" | "/errors/malformed-json" | "/errors/unsupported-media-type" | "/errors/not-acceptable" | "/errors/method-not-allowed" | "/errors/payload-too-large" | "/errors/request-timeout" | "/errors/uri-too-long" | "/errors/unauthenticated" | "/errors/forbidden" | "/errors/not-found" | "/errors/account-not-found" | "/errors/user-not-found" | "/errors/account-not-ready" | "/errors/account-needs-reauth" | "/errors/operation-not-supported" | "/errors/field-not-supported" | "/errors/filter-not-supported" | "/errors/list-too-large" | "/errors/key-not-unique" | "/errors/idempotency-key-reused" | "/errors/idempotency-in-progress" | "/errors/provider-forbidden" | "/errors/provider-network-refused" | "/errors/provider-conflict" | "/errors/provider-rejected" | "/errors/provider-rate-limited" | "/errors/rate-limited" | "/errors/overloaded" | "/errors/store-unavailable" | "/errors/provider-error" | "/errors/provider-unavailable" | "/errors/provider-timeout" | "/errors/provider-response-too-large" | "/errors/partially-applied" | "/errors/outcome-unknown" | "/errors/internal";
        /** @description One thing that is wrong with the request. Exactly one of `pointer`, `parameter` and `header` says where. */
        ProblemFault: {
            /**
             * @description The place in the body, as a JSON pointer.
             * @example /email
             */
            pointer?: string;
            /**
             * @description The query or path parameter.
             * @example limit
             */
            parameter?: string;
            /**
             * @description The request header.
             * @example Idempotency-Key
             */
            header?: string;
            /**
             * @description What is wrong, as one sentence that names the place.
             * @example must be at most 1000
             */
            detail: string;
        };
        /** @description One hint about a failure, named as in Truto's API. */
        ErrorInsight: {
            /**
             * @description The hint in a sentence.
             * @example The vendor needs fields that the body lacks.
             */
            description: string;
            /**
             * @description What the hint is about, if it has a value.
             * @example [
             *       "last_name"
             *     ]
             */
            value?: unknown;
        };
        /**
         * @description Every failure: the members of RFC 9457 and those of Truto. The members from `truto_is_remote_error` to
         *     `truto_error_insight` are present whenever an answer of the vendor led to the failure.
         */
        Problem: {
            /**
             * @description The kind of failure, a constant to narrow on.
             * @example /errors/user-not-found
             */
            type: components["schemas"]["ProblemType"];
            /**
             * @description The kind of failure in words, the same for each type.
             * @example User not found
             */
            title: string;
            /**
             * @description The HTTP status.
             * @example 404
             */
            status: number;
            /**
             * @description What happened this time, and what to do, with all faults joined. Absent for a fault of the server itself.
             * @example Salesforce has no user 0055g00000AbcDEAAZ.
             */
            detail?: string;
            /**
             * @description The path of the request.
             * @example /unified/crm/users/0055g00000AbcDEAAZ
             */
            instance: string;
            /**
             * @description All that is wrong with the request, at most 50 faults.
             * @example [
             *       {
             *         "parameter": "limit",
             *         "detail": "limit must be a whole number from 1 to 1000, such as 50, but 5000 was sent."
             *       }
             *     ]
             */
            errors?: components["schemas"]["ProblemFault"][];
            /**
             * @description The HTTP status, as Truto names it.
             * @example 404
             */
            statusCode: number;
            /**
             * @description The standard phrase of the HTTP status.
             * @example Not Found
             */
            error: string;
            /**
             * @description The same as `detail`, as Truto names it.
             * @example Salesforce has no user 0055g00000AbcDEAAZ.
             */
            message: string;
            /**
             * @description Present, and `true`, whenever an answer of the vendor led to the failure.
             * @example true
             * @constant
             */
            truto_is_remote_error?: true;
            /**
             * @description The HTTP status of the vendor's answer.
             * @example 404
             */
            remote_status?: number;
            /**
             * @description The vendor's answer, parsed if it is JSON, limited in size and without secrets.
             * @example {
             *       "message": "The requested resource does not exist"
             *     }
             */
            raw_response?: unknown;
            /**
             * @description Hints by name, such as `remote_error`, `missing_required_body_fields`, `rate_limit_error`.
             * @example {
             *       "remote_error": {
             *         "description": "The vendor answered 404."
             *       }
             *     }
             */
            truto_error_insight?: {
                [key: string]: components["schemas"]["ErrorInsight"];
            };
            /**
             * @description With `partially-applied`: the body fields that the vendor has written.
             * @example [
             *       "email"
             *     ]
             */
            applied?: string[];
            /**
             * @description With `partially-applied`: the body fields that the vendor has not written.
             * @example [
             *       "is_active"
             *     ]
             */
            failed?: string[];
            /**
             * @description With `field-not-supported`: the body fields that the provider can write.
             * @example [
             *       "is_active",
             *       "remote_data"
             *     ]
             */
            writable_fields?: string[];
        };
        /** @description A request or, without `id`, a notification of the Model Context Protocol (JSON-RPC 2.0). */
        McpMessage: {
            /**
             * @description The version of JSON-RPC.
             * @example 2.0
             * @enum {string}
             */
            jsonrpc: "2.0";
            /**
             * @description The id that the answer to a request repeats. A notification has none.
             * @example 1
             */
            id?: string | number;
            /**
             * @description The method to call, `initialize`, `ping`, `tools/list` or `tools/call`, or the name of a notification.
             * @example tools/list
             */
            method: string;
            /**
             * @description The parameters of the method.
             * @example {
             *       "name": "list_users",
             *       "arguments": {
             *         "limit": 50
             *       }
             *     }
             */
            params?: {
                [key: string]: unknown;
            };
        };
        /** @description The answer to a request, a result or an error (JSON-RPC 2.0). */
        McpAnswer: {
            /**
             * @description The version of JSON-RPC.
             * @example 2.0
             * @enum {string}
             */
            jsonrpc: "2.0";
            /**
             * @description The `id` of the request.
             * @example 1
             */
            id: string | number;
            /**
             * @description What the method returns; absent if it failed.
             * @example {
             *       "tools": []
             *     }
             */
            result?: {
                [key: string]: unknown;
            };
            /**
             * @description Why the method failed; absent if it did not.
             * @example {
             *       "code": -32601,
             *       "message": "There is no method tools/lists; the nearest one is tools/list."
             *     }
             */
            error?: components["schemas"]["McpError"];
        };
        /** @description Why a message has no result. */
        McpError: {
            /**
             * @description What kind of failure it is. `-32700`: the body is not JSON, or too deep. `-32600`: it is not one valid
             *     message. `-32601`: the method is not known. `-32602`: its parameters are not valid. `-32603`: the server
             *     failed. `-32000`: the call was cancelled.
             * @example -32601
             */
            code: number;
            /**
             * @description What is wrong, in one sentence or a few.
             * @example There is no method tools/lists; the nearest one is tools/list.
             */
            message: string;
            /**
             * @description The failure as a problem, if the message as a whole is refused.
             * @example {
             *       "type": "/errors/malformed-json",
             *       "title": "The body is not JSON",
             *       "status": 400,
             *       "instance": "/mcp",
             *       "statusCode": 400,
             *       "error": "Bad Request",
             *       "message": "The body is not valid JSON; send one JSON value in UTF-8."
             *     }
             */
            data?: components["schemas"]["Problem"];
        };
        /** @description The answer to a body that is not one valid message (JSON-RPC 2.0). */
        McpRefusal: {
            /**
             * @description The version of JSON-RPC.
             * @example 2.0
             * @enum {string}
             */
            jsonrpc: "2.0";
            /**
             * @description The `id` of the message, `null` if it has none that can be read.
             * @example null
             */
            id: string | number | null;
            /**
             * @description What is wrong with the message.
             * @example {
             *       "code": -32700,
             *       "message": "The body is not valid JSON; send one JSON value in UTF-8."
             *     }
             */
            error: components["schemas"]["McpError"];
        };
        /** @description An OpenAPI 3.1 document. */
        OpenapiDocument: {
            /**
             * @description The version of OpenAPI that the document follows.
             * @example 3.1.0
             */
            openapi: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Text for people.
         * @example # User not found
         */
        Text: string;
    };
    responses: {
        /**
         * @description A page of users. `x-truto-response-formats` describes the answers in the formats `raw` and `stream`.
         *     `x-further-content` describes lists with `truto_key_by` and NDJSON, so that `result` is an array in every
         *     client that is generated from this file.
         */
        UserList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                "Rollcall-Removed": components["headers"]["Removed"];
                "Rollcall-Warnings": components["headers"]["Warnings"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserList"];
            };
        };
        /** @description The user. `x-truto-response-formats` describes the formats `raw` and `stream`. */
        User: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                "Rollcall-Removed": components["headers"]["Removed"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["User"];
            };
        };
        /** @description A result for each account. `x-further-content` describes the answer as NDJSON. */
        PersonHitList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PersonHitList"];
            };
        };
        /** @description An outcome for each account. */
        DeactivationOutcomeList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeactivationOutcomeList"];
            };
        };
        /** @description The created user. `x-truto-response-formats` describes the formats `raw` and `stream`. */
        UserCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                "Rollcall-Removed": components["headers"]["Removed"];
                "Rollcall-Warnings": components["headers"]["Warnings"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserWithWarnings"];
            };
        };
        /** @description The user after the change. `x-truto-response-formats` describes the formats `raw` and `stream`. */
        UserUpdated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                "Rollcall-Removed": components["headers"]["Removed"];
                "Rollcall-Warnings": components["headers"]["Warnings"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserWithWarnings"];
            };
        };
        /** @description The id of the deleted user. `x-truto-response-formats` describes the formats `raw` and `stream`. */
        UserDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                "Preference-Applied": components["headers"]["PreferenceApplied"];
                "Rollcall-Removed": components["headers"]["Removed"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeletedUser"];
            };
        };
        /** @description What is supported. */
        Meta: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Meta"];
            };
        };
        /** @description A page of accounts. */
        IntegratedAccountList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IntegratedAccountList"];
            };
        };
        /** @description The account. */
        IntegratedAccount: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IntegratedAccount"];
            };
        };
        /** @description The new account. */
        IntegratedAccountCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IntegratedAccountWithWarnings"];
            };
        };
        /** @description The account. */
        IntegratedAccountWithWarnings: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IntegratedAccountWithWarnings"];
            };
        };
        /** @description The account has a new token. */
        CredentialsRefreshed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Success"];
            };
        };
        /** @description The new token. */
        AccountToken: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AccountToken"];
            };
        };
        /** @description A page of OAuth apps. */
        EnvironmentIntegrationList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EnvironmentIntegrationList"];
            };
        };
        /** @description The OAuth app. */
        EnvironmentIntegration: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EnvironmentIntegration"];
            };
        };
        /** @description The OAuth app as it is now. */
        EnvironmentIntegrationCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EnvironmentIntegration"];
            };
        };
        /** @description The id of the deleted OAuth app. */
        EnvironmentIntegrationDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeletedEnvironmentIntegration"];
            };
        };
        /** @description A page of tokens. */
        ApiTokenList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiTokenList"];
            };
        };
        /** @description The token, without its secret. */
        ApiToken: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiToken"];
            };
        };
        /** @description The new token, shown only once. */
        ApiTokenCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CreatedApiToken"];
            };
        };
        /** @description The id of the revoked token. */
        ApiTokenDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeletedApiToken"];
            };
        };
        /** @description A page of link tokens. */
        LinkTokenList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LinkTokenList"];
            };
        };
        /** @description The new link token, shown only once. */
        LinkTokenCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CreatedLinkToken"];
            };
        };
        /** @description The id of the revoked link token. */
        LinkTokenRevoked: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RevokedLinkToken"];
            };
        };
        /** @description A page of the audit log. `x-further-content` describes the answer as NDJSON. */
        LogEntryList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LogEntryList"];
            };
        };
        /** @description The result of the erasure. */
        LogUserErased: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErasedLogUser"];
            };
        };
        /** @description A page of webhooks. */
        WebhookList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookList"];
            };
        };
        /** @description The new webhook; its secret is shown only once. */
        WebhookCreated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookWithSecret"];
            };
        };
        /** @description The webhook. */
        Webhook: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Webhook"];
            };
        };
        /** @description The id of the deleted webhook. */
        WebhookDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeletedWebhook"];
            };
        };
        /** @description The result of the test. */
        WebhookTested: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookTest"];
            };
        };
        /** @description The webhook with its new secret, shown only once. */
        WebhookSecretRotated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookWithSecret"];
            };
        };
        /** @description A page of deliveries. */
        DeliveryList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeliveryList"];
            };
        };
        /** @description The number of deliveries. */
        DeliveriesRetried: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RetriedDeliveries"];
            };
        };
        /** @description The delivery. */
        Delivery: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Delivery"];
            };
        };
        /** @description The page. */
        ConnectPage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["Text"];
            };
        };
        /** @description A redirect to another address. */
        ConnectRedirect: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content: {
                "text/plain": components["schemas"]["Text"];
            };
        };
        /** @description The file. */
        ConnectAsset: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/javascript": components["schemas"]["Text"];
                "text/css": components["schemas"]["Text"];
            };
        };
        /** @description The page. */
        HtmlPage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["Text"];
            };
        };
        /** @description The file. */
        PageAsset: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/css": components["schemas"]["Text"];
                "text/javascript": components["schemas"]["Text"];
                "image/svg+xml": components["schemas"]["Text"];
            };
        };
        /** @description What the page shows. */
        ConnectSession: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConnectSession"];
            };
        };
        /** @description The next step. */
        ConnectionStarted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConnectionStarted"];
            };
        };
        /** @description The id of the deleted account. */
        IntegratedAccountDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DeletedIntegratedAccount"];
            };
        };
        /** @description The provider. */
        Integration: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Integration"];
            };
        };
        /** @description A page of providers. */
        IntegrationList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["IntegrationList"];
            };
        };
        /** @description All that the provider can do. */
        Capabilities: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Capabilities"];
            };
        };
        /** @description The token is valid. */
        Ping: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Ping"];
            };
        };
        /** @description The process runs. */
        Health: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Health"];
            };
        };
        /** @description Requests can be served. */
        Readiness: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Readiness"];
            };
        };
        /** @description The contract as JSON. */
        OpenapiJson: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenapiDocument"];
            };
        };
        /** @description The metrics of the process that answers. */
        Metrics: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/plain": components["schemas"]["Text"];
            };
        };
        /** @description The contract as YAML. */
        OpenapiYaml: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/yaml": components["schemas"]["Text"];
            };
        };
        /** @description The page. */
        ConsolePage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["Text"];
            };
        };
        /** @description The file. */
        ConsoleAsset: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/javascript": components["schemas"]["Text"];
                "text/css": components["schemas"]["Text"];
            };
        };
        /** @description The page. */
        ErrorPage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "text/html": components["schemas"]["Text"];
                "text/markdown": components["schemas"]["Text"];
            };
        };
        /** @description `invalid-request`: the request breaks the contract; every fault is listed. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid-request`: the request breaks the contract; every fault is listed.
         *     `invalid-cursor`: the cursor was changed, or belongs to another query.
         *     `cursor-expired`: the cursor is too old, or the vendor no longer accepts it.
         */
        BadListRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid-request`: the request breaks the contract; every fault is listed.
         *     `malformed-json`: the body is not JSON.
         */
        BadBodyRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid-request`: the request breaks the contract; every fault is listed.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        BadUserRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid-request`: the request breaks the contract; every fault is listed.
         *     `invalid-cursor`: the cursor was changed, or belongs to another query.
         *     `cursor-expired`: the cursor is too old, or the vendor no longer accepts it.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        BadUserListRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid-request`: the request breaks the contract; every fault is listed.
         *     `malformed-json`: the body is not JSON.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        BadUserWriteRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`: the token is missing, wrong or expired. */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `unauthenticated`: the token is missing, wrong or expired.
         *     `account-needs-reauth`: the account has to be connected again, or the vendor refuses the credential.
         */
        UserUnauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        ProviderPaymentRequired: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: the token is not allowed to do this. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `forbidden`: the token is not allowed to do this.
         *     `provider-forbidden`: the vendor forbids it.
         *     `provider-network-refused`: the vendor's network policy refuses the address of this server.
         */
        UserForbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-found`: there is nothing at this path. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `account-not-found`: the environment has no such account. */
        AccountNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `account-not-found`: the environment has no such account.
         *     `user-not-found`: the vendor has no such user.
         */
        UserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `method-not-allowed`: the path does not have the method. */
        MethodNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-acceptable`: `Accept` excludes every media type that this operation returns. */
        NotAcceptable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `account-not-ready`: the account is not active.
         *     `provider-conflict`: the vendor reports a conflict.
         */
        UserConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `account-not-ready`: the account is not active.
         *     `provider-conflict`: the vendor reports a conflict.
         *     `idempotency-in-progress`: the request with this idempotency key is still running.
         */
        UserWriteConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfterWhereKnown"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        ProviderGone: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request-timeout`: the body did not arrive within 15 seconds. */
        RequestTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `payload-too-large`: the body exceeds 256 kB. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `payload-too-large`: the body exceeds 256 kB.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        UserPayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        ProviderPayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `uri-too-long`: the query or the headers are too long. */
        UriTooLong: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported-media-type`: the body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `unsupported-media-type`: the body is not `application/json`.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        UserUnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        ProviderUnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        UserUnprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `filter-not-supported`: the provider lacks the field of a filter or sort.
         *     `list-too-large`: the request needs more than one answer allows, 10,000 users or 64 MB; NDJSON has no such
         *     limit.
         *     `key-not-unique`: the field of `truto_key_by` is missing for a user, or two users have the same value.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        UserListUnprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `field-not-supported`: the provider cannot write a field; `writable_fields` lists what it can.
         *     `idempotency-key-reused`: the idempotency key was used before for another request.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        UserCreateUnprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `field-not-supported`: the provider cannot write a field; `writable_fields` lists what it can.
         *     `idempotency-key-reused`: the idempotency key was used before for another request.
         *     `partially-applied`: some of the vendor calls succeeded; `applied` and `failed` say which fields.
         *     `provider-rejected`: the vendor refuses the request; `remote_status` has its status.
         */
        UserUpdateUnprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-rejected`: the vendor refuses the request; `remote_status` has its status. */
        ProviderLocked: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate-limited`: the rate limit of this server is reached, or that of tokens that are not valid. */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `rate-limited`: the rate limit of this server is reached, or that of tokens that are not valid.
         *     `provider-rate-limited`: the vendor's rate limit is reached.
         */
        UserRateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal`: the server has an internal fault. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `internal`: the server has an internal fault.
         *     `outcome-unknown`: it is not known whether the vendor made the change; read the user before you repeat the
         *     request.
         *     `partially-applied`: some of the vendor calls succeeded; `applied` and `failed` say which fields.
         */
        UserCreateInternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `internal`: the server has an internal fault.
         *     `outcome-unknown`: it is not known whether the vendor made the change; read the user before you repeat the
         *     request.
         */
        UserWriteInternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `operation-not-supported`: the provider lacks the operation. */
        OperationNotSupported: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `provider-error`: the vendor failed, or sent an answer that cannot be read.
         *     `provider-unavailable`: the vendor could not be reached.
         *     `provider-response-too-large`: the vendor's answer is too large.
         */
        UserBadGateway: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfterWhereKnown"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `provider-error`: the vendor failed, or sent an answer that cannot be read.
         *     `provider-unavailable`: the vendor could not be reached.
         *     `provider-response-too-large`: the vendor's answer is too large.
         *     `partially-applied`: some of the vendor calls succeeded; `applied` and `failed` say which fields.
         */
        UserUpdateBadGateway: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfterWhereKnown"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `overloaded`: the server runs the maximum number of calls, its memory for the answers of vendors is full, or
         *     it is not ready.
         *     `store-unavailable`: the database does not answer, and the request is a change or needs data that is not in
         *     memory.
         */
        Overloaded: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The result of the request, or its error. */
        McpAnswer: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Mcp-Session-Id": components["headers"]["McpSessionId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["McpAnswer"];
            };
        };
        /** @description The notification has arrived. There is no body. */
        McpAccepted: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description `invalid-request`: a header or the query breaks the contract; every fault is listed. `x-further-content`
         *     describes the answer to a body that is not one valid message.
         */
        BadMcpMessage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `payload-too-large`: the body exceeds 256 kB; it is answered as `x-further-content` says, with the problem as
         *     its `data`.
         */
        McpMessageTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `provider-timeout`: the vendor did not answer before the deadline. */
        ProviderTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "ratelimit-limit": components["headers"]["RateLimitLimit"];
                "ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The vendor's id of the user, sent as one percent-encoded path segment. A blank id, `.`, `..` and control
         *     characters return 404.
         * @example 0055g00000AbcDEAAZ
         */
        UserId: string;
        /**
         * @description The id of the account.
         * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
         */
        AccountId: string;
        /**
         * @description The id of the token; not the token itself.
         * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
         */
        ApiTokenId: string;
        /**
         * @description The id of the link token; not the token itself.
         * @example 4c1b8a52-9d0e-4f63-a7b8-15c2d3e4f506
         */
        LinkTokenId: string;
        /**
         * @description The id of the webhook.
         * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
         */
        WebhookId: string;
        /**
         * @description The id of the delivery, which is the `id` of its message.
         * @example 3a5c7e91-0d2b-4f68-8a9c-1e3f5b7d9f02
         */
        DeliveryId: string;
        /**
         * @description Only deliveries in this state.
         * @example dead
         */
        DeliveryStateParameter: components["schemas"]["DeliveryState"];
        /**
         * @description The link token.
         * @example rollcall_made-up-link-token
         */
        LinkTokenParameter: string;
        /**
         * @description The name of the file.
         * @example index-made-up.js
         */
        ConsoleAssetName: string;
        /**
         * @description The name of the file.
         * @example connect.js
         */
        ConnectAssetName: "connect.css" | "connect.js";
        /**
         * @description The name of the file.
         * @example pages.css
         */
        PageAssetName: string;
        /**
         * @description The code that the vendor exchanges for tokens.
         * @example made-up-code
         */
        ConsentCode: string;
        /**
         * @description The `state` that was in the URL of the vendor's consent page.
         * @example made-up-state
         */
        ConsentState: string;
        /**
         * @description The vendor's error code, if it sends no code to exchange.
         * @example access_denied
         */
        ConsentError: string;
        /**
         * @description The vendor's description of the error.
         * @example The user denied access.
         */
        ConsentErrorDescription: string;
        /**
         * @description The id of the OAuth app, equal to the slug of its provider.
         * @example hubspot
         */
        EnvironmentIntegrationId: components["schemas"]["ProviderSlug"];
        /**
         * @description The operation to describe.
         * @example list
         */
        Method: components["schemas"]["MethodName"];
        /**
         * @description The slug of the provider.
         * @example hubspot
         */
        Provider: components["schemas"]["ProviderSlug"];
        /**
         * @description The slug of the provider.
         * @example hubspot
         */
        Slug: components["schemas"]["ProviderSlug"];
        /**
         * @description The last part of a problem's `type`.
         * @example user-not-found
         */
        ErrorSlug: string;
        /**
         * @description The account of the users.
         * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
         */
        IntegratedAccountId: string;
        /**
         * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
         *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
         *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
         * @example unified
         */
        ResponseFormatParameter: components["schemas"]["ResponseFormat"];
        /**
         * @description `true` leaves `remote_data` out of the answer.
         * @example true
         */
        IgnoreRemoteData: boolean;
        /**
         * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
         *     `f=a,b`, or a mix.
         * @example [
         *       "urls",
         *       "remote_data"
         *     ]
         */
        ExcludeFields: components["schemas"]["UserField"][];
        /**
         * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
         *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
         * @example {
         *       "include_archived": "true"
         *     }
         */
        RemoteQuery: {
            [key: string]: unknown;
        };
        /**
         * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
         * @example 50
         */
        Limit: number;
        /**
         * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
         *     ignored.
         * @example AbC1dEf2GhI3jKl4
         */
        NextCursor: string;
        /**
         * @description Only users with this e-mail: compared whole, without regard to case. Write a plus sign as `%2B`.
         * @example ann.lee@example.com
         */
        EmailFilter: string;
        /**
         * @description Only users with this full name: compared whole, without regard to case.
         * @example Ann Lee
         */
        NameFilter: string;
        /**
         * @description Only active, or only inactive users.
         * @example true
         */
        IsActiveFilter: boolean;
        /**
         * @description Only users created within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
         * @example {
         *       "gte": "2026-01-01T00:00:00Z"
         *     }
         */
        CreatedAtFilter: components["schemas"]["TimeRange"];
        /**
         * @description Only users changed within these bounds: `updated_at[lt]=2026-02-01T00:00:00Z`.
         * @example {
         *       "lt": "2026-02-01T00:00:00Z"
         *     }
         */
        UpdatedAtFilter: components["schemas"]["TimeRange"];
        /**
         * @description One field and its direction: `sort_by[created_at]=desc`. Text is sorted by the code points of its lower-case
         *     NFC form, times by instant, `null` last, equal values by id. If the vendor cannot sort, the whole list is
         *     read, up to 10,000 users and 64 MB.
         * @example {
         *       "created_at": "desc"
         *     }
         */
        SortByParameter: components["schemas"]["SortBy"];
        /**
         * @description `result` becomes an object keyed by this field, a `KeyedUserList`; a missing or duplicate key returns 422. It
         *     cannot be sent with `sort_by`.
         * @example email
         */
        KeyBy: "id" | "email";
        /**
         * @description `true` puts all pages into one answer, up to 10,000 users and 64 MB.
         * @example true
         */
        IgnoreLimit: boolean;
        /**
         * @description A part of the account, for providers that have parts (HighLevel's location): `workspace[id]=abc`. Without it,
         *     the account's own part is used.
         * @example {
         *       "id": "ve9EPM428h8vShlRW1KT"
         *     }
         */
        WorkspaceParameter: components["schemas"]["Workspace"];
        /**
         * @description Only accounts of this customer of yours.
         * @example acme
         */
        TenantIdFilter: string;
        /**
         * @description Only accounts of this provider: `integration[name]=hubspot`.
         * @example {
         *       "name": "hubspot"
         *     }
         */
        IntegrationFilterParameter: components["schemas"]["IntegrationFilter"];
        /**
         * @description Only accounts in this state.
         * @example active
         */
        StatusFilter: components["schemas"]["AccountStatus"];
        /**
         * @description Only accounts made within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
         * @example {
         *       "gte": "2026-01-01T00:00:00Z"
         *     }
         */
        AccountCreatedAtFilter: components["schemas"]["TimeRange"];
        /**
         * @description Only accounts that last changed within these bounds: `updated_at[gte]=2026-01-01T00:00:00Z`. A refreshed token
         *     does not count as a change.
         * @example {
         *       "gte": "2026-01-01T00:00:00Z"
         *     }
         */
        AccountUpdatedAtFilter: components["schemas"]["TimeRange"];
        /**
         * @description Only entries about this account.
         * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
         */
        LogAccount: string;
        /**
         * @description Only entries about this customer of yours.
         * @example acme
         */
        LogTenantId: string;
        /**
         * @description Only entries about this user, by the vendor's id.
         * @example 0055g00000AbcDEAAZ
         */
        LogUserId: string;
        /**
         * @description Only entries of this API token or link token.
         * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
         */
        LogTokenId: string;
        /**
         * @description Only entries of this operation, by its `operationId`.
         * @example updateUser
         */
        LogOperation: string;
        /**
         * @description Only entries with this outcome.
         * @example refused
         */
        LogOutcomeFilter: components["schemas"]["LogOutcome"];
        /**
         * @description Only entries made within these bounds: `created_at[gt]=2026-01-01T00:00:00Z`.
         * @example {
         *       "gt": "2026-01-01T00:00:00Z"
         *     }
         */
        LogCreatedAt: components["schemas"]["TimeRange"];
        /**
         * @description The account whose user is erased.
         * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
         */
        ErasedAccount: string;
        /**
         * @description The vendor's id of the user.
         * @example 0055g00000AbcDEAAZ
         */
        ErasedUserId: string;
        /**
         * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
         *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
         * @example handling=strict, wait=10
         */
        Prefer: string;
        /**
         * @description A key of your choice for this write. A repeat with the same key, query and body within 24 hours, unless the
         *     server is configured otherwise, gets the same answer without a call to the vendor; another body returns 422.
         * @example 4b8f5c1e-2f0e-4c55-9a8e-8a6f7c3d2b10
         */
        IdempotencyKey: string;
        /**
         * @description The value of this header in the answer to `initialize`. A client that sends it can cancel its own calls by
         *     `notifications/cancelled`. The server stores nothing for it.
         * @example 5f0c7a3e-1d2b-4c69-8e7f-90a1b2c3d4e5
         */
        McpSessionId: string;
        /**
         * @description The version of the Model Context Protocol that was agreed on.
         * @example 2025-11-25
         */
        McpProtocolVersion: "2025-11-25" | "2025-06-18" | "2025-03-26" | "2024-11-05" | "2024-10-07";
    };
    requestBodies: never;
    headers: {
        /**
         * @description Only in the answer to `initialize`: the value that later requests send in this header.
         * @example 5f0c7a3e-1d2b-4c69-8e7f-90a1b2c3d4e5
         */
        McpSessionId: string;
        /**
         * @description The id of this request, for support and logs.
         * @example 0f9d2c7e-7f0b-4c39-8f5e-1f2a3b4c5d6e
         */
        RequestId: string;
        /**
         * @description The vendor's budget, sometimes with its window (`110;w=10`). Absent if the vendor reports none.
         * @example 110;w=10
         */
        RateLimitLimit: string;
        /**
         * @description The rest of the vendor's budget. Absent if the vendor reports none.
         * @example 87
         */
        RateLimitRemaining: string;
        /**
         * @description Seconds until the vendor's budget is full again. Absent if the vendor reports none.
         * @example 7
         */
        RateLimitReset: string;
        /**
         * @description The preferences of `Prefer` that were followed (RFC 7240).
         * @example handling=strict
         */
        PreferenceApplied: string;
        /**
         * @description The warnings of an answer without a Rollcall envelope (`raw`, `stream`, NDJSON): a JSON array of `Warning` in
         *     ASCII.
         * @example [{"code":"field-not-supported","pointer":"/name","detail":"Pipedrive cannot write name."}]
         */
        Warnings: string;
        /**
         * @description With `raw` and `stream`: the members that were removed from the vendor's body, because they are secrets that
         *     meta lists in `removed_secrets`, or because they had the account's own credential (replaced by `[redacted]`).
         *     The value has dotted paths in the body without array indexes, percent-encoded and separated by commas. Absent
         *     when the body is unchanged, and when the credential is found in a streamed body.
         * @example team.tracking_token, intercom_hash
         */
        Removed: string;
        /**
         * @description With `raw`: the next page of the list, relation `next`. Absent on the last page.
         * @example </unified/crm/users?integrated_account_id=6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11&truto_response_format=raw&next_cursor=AbC1>; rel="next"
         */
        Link: string;
        /**
         * @description Seconds to wait before the next try.
         * @example 10
         */
        RetryAfter: number;
        /**
         * @description Seconds to wait before the next try.
         * @example 10
         */
        RetryAfterWhereKnown: number;
        /**
         * @description How to authenticate.
         * @example Bearer realm="rollcall"
         */
        WwwAuthenticate: string;
        /**
         * @description The methods that this path allows.
         * @example GET, POST
         */
        Allow: string;
        /**
         * @description The path of the created resource.
         * @example /integrated-account/6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
         */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listUsers: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
                /**
                 * @description Only users with this e-mail: compared whole, without regard to case. Write a plus sign as `%2B`.
                 * @example ann.lee@example.com
                 */
                email?: components["parameters"]["EmailFilter"];
                /**
                 * @description Only users with this full name: compared whole, without regard to case.
                 * @example Ann Lee
                 */
                name?: components["parameters"]["NameFilter"];
                /**
                 * @description Only active, or only inactive users.
                 * @example true
                 */
                is_active?: components["parameters"]["IsActiveFilter"];
                /**
                 * @description Only users created within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
                 * @example {
                 *       "gte": "2026-01-01T00:00:00Z"
                 *     }
                 */
                created_at?: components["parameters"]["CreatedAtFilter"];
                /**
                 * @description Only users changed within these bounds: `updated_at[lt]=2026-02-01T00:00:00Z`.
                 * @example {
                 *       "lt": "2026-02-01T00:00:00Z"
                 *     }
                 */
                updated_at?: components["parameters"]["UpdatedAtFilter"];
                /**
                 * @description One field and its direction: `sort_by[created_at]=desc`. Text is sorted by the code points of its lower-case
                 *     NFC form, times by instant, `null` last, equal values by id. If the vendor cannot sort, the whole list is
                 *     read, up to 10,000 users and 64 MB.
                 * @example {
                 *       "created_at": "desc"
                 *     }
                 */
                sort_by?: components["parameters"]["SortByParameter"];
                /**
                 * @description `result` becomes an object keyed by this field, a `KeyedUserList`; a missing or duplicate key returns 422. It
                 *     cannot be sent with `sort_by`.
                 * @example email
                 */
                truto_key_by?: components["parameters"]["KeyBy"];
                /**
                 * @description `true` puts all pages into one answer, up to 10,000 users and 64 MB.
                 * @example true
                 */
                truto_ignore_limit?: components["parameters"]["IgnoreLimit"];
                /**
                 * @description A part of the account, for providers that have parts (HighLevel's location): `workspace[id]=abc`. Without it,
                 *     the account's own part is used.
                 * @example {
                 *       "id": "ve9EPM428h8vShlRW1KT"
                 *     }
                 */
                workspace?: components["parameters"]["WorkspaceParameter"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["UserList"];
            400: components["responses"]["BadUserListRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["UserConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["ProviderPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["ProviderUnsupportedMediaType"];
            422: components["responses"]["UserListUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    createUser: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description A key of your choice for this write. A repeat with the same key, query and body within 24 hours, unless the
                 *     server is configured otherwise, gets the same answer without a call to the vendor; another body returns 422.
                 * @example 4b8f5c1e-2f0e-4c55-9a8e-8a6f7c3d2b10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The user to create, in unified names. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreate"];
            };
        };
        responses: {
            201: components["responses"]["UserCreated"];
            400: components["responses"]["BadUserWriteRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["UserWriteConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["UserPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UserUnsupportedMediaType"];
            422: components["responses"]["UserCreateUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["UserCreateInternalError"];
            501: components["responses"]["OperationNotSupported"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    getMe: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["User"];
            400: components["responses"]["BadUserRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["UserConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["ProviderPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["ProviderUnsupportedMediaType"];
            422: components["responses"]["UserUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["InternalError"];
            501: components["responses"]["OperationNotSupported"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    getUser: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The vendor's id of the user, sent as one percent-encoded path segment. A blank id, `.`, `..` and control
                 *     characters return 404.
                 * @example 0055g00000AbcDEAAZ
                 */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["User"];
            400: components["responses"]["BadUserRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["UserConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["ProviderPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["ProviderUnsupportedMediaType"];
            422: components["responses"]["UserUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    deleteUser: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /**
                 * @description The vendor's id of the user, sent as one percent-encoded path segment. A blank id, `.`, `..` and control
                 *     characters return 404.
                 * @example 0055g00000AbcDEAAZ
                 */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["UserDeleted"];
            400: components["responses"]["BadUserRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["UserConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["ProviderPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["ProviderUnsupportedMediaType"];
            422: components["responses"]["UserUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["UserWriteInternalError"];
            501: components["responses"]["OperationNotSupported"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    updateUser: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
                /**
                 * @description `unified`: mapped users with `remote_data`. `normalized`: every field present, for tables and warehouses.
                 *     `raw`: the vendor's body, status and content type unchanged. `stream`: the vendor's bytes, streamed.
                 *     With `raw` and `stream`, `sort_by`, `truto_key_by`, `truto_exclude_fields` and emulated filters return 400.
                 * @example unified
                 */
                truto_response_format?: components["parameters"]["ResponseFormatParameter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
                /**
                 * @description Unified fields to leave out of the answer; `id` is allowed too. Allowed forms: `f[]=a`, `f[0]=a`, `f=a&f=b`,
                 *     `f=a,b`, or a mix.
                 * @example [
                 *       "urls",
                 *       "remote_data"
                 *     ]
                 */
                truto_exclude_fields?: components["parameters"]["ExcludeFields"];
                /**
                 * @description Parameters added to the query of the vendor's main call, up to 32 deep: `remote_query[fields]=a`. Keys that the
                 *     adapter sets itself, anything that authenticates, and query languages that reach other data are refused by name.
                 * @example {
                 *       "include_archived": "true"
                 *     }
                 */
                remote_query?: components["parameters"]["RemoteQuery"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description A key of your choice for this write. A repeat with the same key, query and body within 24 hours, unless the
                 *     server is configured otherwise, gets the same answer without a call to the vendor; another body returns 422.
                 * @example 4b8f5c1e-2f0e-4c55-9a8e-8a6f7c3d2b10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description The vendor's id of the user, sent as one percent-encoded path segment. A blank id, `.`, `..` and control
                 *     characters return 404.
                 * @example 0055g00000AbcDEAAZ
                 */
                id: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description The fields to change, in unified names. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            200: components["responses"]["UserUpdated"];
            400: components["responses"]["BadUserWriteRequest"];
            401: components["responses"]["UserUnauthenticated"];
            402: components["responses"]["ProviderPaymentRequired"];
            403: components["responses"]["UserForbidden"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["UserWriteConflict"];
            410: components["responses"]["ProviderGone"];
            413: components["responses"]["UserPayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UserUnsupportedMediaType"];
            422: components["responses"]["UserUpdateUnprocessable"];
            423: components["responses"]["ProviderLocked"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["UserWriteInternalError"];
            501: components["responses"]["OperationNotSupported"];
            502: components["responses"]["UserUpdateBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    getUserMeta: {
        parameters: {
            query: {
                /**
                 * @description The account of the users.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                integrated_account_id: components["parameters"]["IntegratedAccountId"];
            };
            header?: never;
            path: {
                /**
                 * @description The operation to describe.
                 * @example list
                 */
                method: components["parameters"]["Method"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Meta"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getProviderUserMeta: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the provider.
                 * @example hubspot
                 */
                provider: components["parameters"]["Provider"];
                /**
                 * @description The operation to describe.
                 * @example list
                 */
                method: components["parameters"]["Method"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Meta"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    findPeople: {
        parameters: {
            query?: {
                /**
                 * @description Only users with this e-mail: compared whole, without regard to case. Write a plus sign as `%2B`.
                 * @example ann.lee@example.com
                 */
                email?: components["parameters"]["EmailFilter"];
                /**
                 * @description Only users with this full name: compared whole, without regard to case.
                 * @example Ann Lee
                 */
                name?: components["parameters"]["NameFilter"];
                /**
                 * @description Only accounts of this customer of yours.
                 * @example acme
                 */
                tenant_id?: components["parameters"]["TenantIdFilter"];
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PersonHitList"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    deactivatePerson: {
        parameters: {
            query?: {
                /**
                 * @description `true` leaves `remote_data` out of the answer.
                 * @example true
                 */
                truto_ignore_remote_data?: components["parameters"]["IgnoreRemoteData"];
            };
            header?: {
                /**
                 * @description Preferences of RFC 7240. `handling=strict` refuses what the provider cannot do, `handling=lenient` leaves it
                 *     out and adds a warning. `wait=N` ends the request after N seconds, below the server's own deadline.
                 * @example handling=strict, wait=10
                 */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The person to deactivate, and the accounts. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonDeactivation"];
            };
        };
        responses: {
            200: components["responses"]["DeactivationOutcomeList"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            501: components["responses"]["OperationNotSupported"];
            503: components["responses"]["Overloaded"];
        };
    };
    listIntegratedAccounts: {
        parameters: {
            query?: {
                /**
                 * @description Only accounts of this customer of yours.
                 * @example acme
                 */
                tenant_id?: components["parameters"]["TenantIdFilter"];
                /**
                 * @description Only accounts of this provider: `integration[name]=hubspot`.
                 * @example {
                 *       "name": "hubspot"
                 *     }
                 */
                integration?: components["parameters"]["IntegrationFilterParameter"];
                /**
                 * @description Only accounts in this state.
                 * @example active
                 */
                status?: components["parameters"]["StatusFilter"];
                /**
                 * @description Only accounts made within these bounds: `created_at[gte]=2026-01-01T00:00:00Z`.
                 * @example {
                 *       "gte": "2026-01-01T00:00:00Z"
                 *     }
                 */
                created_at?: components["parameters"]["AccountCreatedAtFilter"];
                /**
                 * @description Only accounts that last changed within these bounds: `updated_at[gte]=2026-01-01T00:00:00Z`. A refreshed token
                 *     does not count as a change.
                 * @example {
                 *       "gte": "2026-01-01T00:00:00Z"
                 *     }
                 */
                updated_at?: components["parameters"]["AccountUpdatedAtFilter"];
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IntegratedAccountList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    createIntegratedAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The provider, your name for the customer, and the credentials. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegratedAccountCreate"];
            };
        };
        responses: {
            201: components["responses"]["IntegratedAccountCreated"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    refreshCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The account whose token is refreshed. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountReference"];
            };
        };
        responses: {
            200: components["responses"]["CredentialsRefreshed"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["UserUnauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UserUnprocessable"];
            429: components["responses"]["UserRateLimited"];
            500: components["responses"]["InternalError"];
            501: components["responses"]["OperationNotSupported"];
            502: components["responses"]["UserBadGateway"];
            503: components["responses"]["Overloaded"];
            504: components["responses"]["ProviderTimeout"];
        };
    };
    createAccountToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The account that the token is for. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountTokenCreate"];
            };
        };
        responses: {
            201: components["responses"]["AccountToken"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getOwnAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IntegratedAccount"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    updateOwnAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The members to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegratedAccountUpdate"];
            };
        };
        responses: {
            200: components["responses"]["IntegratedAccount"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getIntegratedAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the account.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IntegratedAccount"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    deleteIntegratedAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the account.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IntegratedAccountDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    updateIntegratedAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the account.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /** @description The members to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegratedAccountUpdate"];
            };
        };
        responses: {
            200: components["responses"]["IntegratedAccount"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    replaceCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the account.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /** @description The new credentials. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialsReplacement"];
            };
        };
        responses: {
            200: components["responses"]["IntegratedAccountWithWarnings"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listIntegrations: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["IntegrationList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the provider.
                 * @example hubspot
                 */
                slug: components["parameters"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Integration"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getIntegrationCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the provider.
                 * @example hubspot
                 */
                slug: components["parameters"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Capabilities"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listEnvironmentIntegrations: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["EnvironmentIntegrationList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    createEnvironmentIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The provider and its app. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnvironmentIntegrationCreate"];
            };
        };
        responses: {
            201: components["responses"]["EnvironmentIntegrationCreated"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getEnvironmentIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the OAuth app, equal to the slug of its provider.
                 * @example hubspot
                 */
                id: components["parameters"]["EnvironmentIntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["EnvironmentIntegration"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    deleteEnvironmentIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the OAuth app, equal to the slug of its provider.
                 * @example hubspot
                 */
                id: components["parameters"]["EnvironmentIntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["EnvironmentIntegrationDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    updateEnvironmentIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the OAuth app, equal to the slug of its provider.
                 * @example hubspot
                 */
                id: components["parameters"]["EnvironmentIntegrationId"];
            };
            cookie?: never;
        };
        /** @description The members to change, at least one. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnvironmentIntegrationUpdate"];
            };
        };
        responses: {
            200: components["responses"]["EnvironmentIntegration"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listApiTokens: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiTokenList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    createApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Its name and its scopes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenCreate"];
            };
        };
        responses: {
            201: components["responses"]["ApiTokenCreated"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the token; not the token itself.
                 * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
                 */
                id: components["parameters"]["ApiTokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiToken"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    revokeApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the token; not the token itself.
                 * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
                 */
                id: components["parameters"]["ApiTokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiTokenDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listLinkTokens: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LinkTokenList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    createLinkToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The customer, and the providers that can be connected. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkTokenCreate"];
            };
        };
        responses: {
            201: components["responses"]["LinkTokenCreated"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    revokeLinkToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the link token; not the token itself.
                 * @example 4c1b8a52-9d0e-4f63-a7b8-15c2d3e4f506
                 */
                id: components["parameters"]["LinkTokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LinkTokenRevoked"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listLogEntries: {
        parameters: {
            query?: {
                /**
                 * @description Only entries about this account.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                account?: components["parameters"]["LogAccount"];
                /**
                 * @description Only entries about this customer of yours.
                 * @example acme
                 */
                tenant_id?: components["parameters"]["LogTenantId"];
                /**
                 * @description Only entries about this user, by the vendor's id.
                 * @example 0055g00000AbcDEAAZ
                 */
                user_id?: components["parameters"]["LogUserId"];
                /**
                 * @description Only entries of this API token or link token.
                 * @example 0b7c1d2e-3f40-4a51-8b62-7c83d94ea5f6
                 */
                token_id?: components["parameters"]["LogTokenId"];
                /**
                 * @description Only entries of this operation, by its `operationId`.
                 * @example updateUser
                 */
                operation?: components["parameters"]["LogOperation"];
                /**
                 * @description Only entries with this outcome.
                 * @example refused
                 */
                outcome?: components["parameters"]["LogOutcomeFilter"];
                /**
                 * @description Only entries made within these bounds: `created_at[gt]=2026-01-01T00:00:00Z`.
                 * @example {
                 *       "gt": "2026-01-01T00:00:00Z"
                 *     }
                 */
                created_at?: components["parameters"]["LogCreatedAt"];
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LogEntryList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    eraseLogUser: {
        parameters: {
            query: {
                /**
                 * @description The account whose user is erased.
                 * @example 6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11
                 */
                account: components["parameters"]["ErasedAccount"];
                /**
                 * @description The vendor's id of the user.
                 * @example 0055g00000AbcDEAAZ
                 */
                user_id: components["parameters"]["ErasedUserId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LogUserErased"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The URL for the events, and which events. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            201: components["responses"]["WebhookCreated"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookDeleted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description The members to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookUpdate"];
            };
        };
        responses: {
            200: components["responses"]["Webhook"];
            400: components["responses"]["BadBodyRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookTested"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookSecretRotated"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description Only deliveries in this state.
                 * @example dead
                 */
                state?: components["parameters"]["DeliveryStateParameter"];
                /**
                 * @description The maximum number of items on the page. It does not depend on the size of the vendor's own pages.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `next_cursor` of the previous page. It is opaque, and valid only with the same query; an empty one is
                 *     ignored.
                 * @example AbC1dEf2GhI3jKl4
                 */
                next_cursor?: components["parameters"]["NextCursor"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveryList"];
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    retryDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveriesRetried"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the webhook.
                 * @example 7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d
                 */
                id: components["parameters"]["WebhookId"];
                /**
                 * @description The id of the delivery, which is the `id` of its message.
                 * @example 3a5c7e91-0d2b-4f68-8a9c-1e3f5b7d9f02
                 */
                delivery_id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getConnectPage: {
        parameters: {
            query?: {
                /**
                 * @description The link token.
                 * @example rollcall_made-up-link-token
                 */
                link_token?: components["parameters"]["LinkTokenParameter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConnectPage"];
            303: components["responses"]["ConnectRedirect"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getConnectAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the file.
                 * @example connect.js
                 */
                name: components["parameters"]["ConnectAssetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConnectAsset"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            503: components["responses"]["Overloaded"];
        };
    };
    getConnectSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConnectSession"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    startConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the customer has chosen and filled in. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionStart"];
            };
        };
        responses: {
            200: components["responses"]["ConnectionStarted"];
            400: components["responses"]["BadBodyRequest"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    finishConsent: {
        parameters: {
            query?: {
                /**
                 * @description The code that the vendor exchanges for tokens.
                 * @example made-up-code
                 */
                code?: components["parameters"]["ConsentCode"];
                /**
                 * @description The `state` that was in the URL of the vendor's consent page.
                 * @example made-up-state
                 */
                state?: components["parameters"]["ConsentState"];
                /**
                 * @description The vendor's error code, if it sends no code to exchange.
                 * @example access_denied
                 */
                error?: components["parameters"]["ConsentError"];
                /**
                 * @description The vendor's description of the error.
                 * @example The user denied access.
                 */
                error_description?: components["parameters"]["ConsentErrorDescription"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: components["responses"]["ConnectRedirect"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            414: components["responses"]["UriTooLong"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    receiveConsent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The answer of the vendor. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["ConsentForm"];
            };
        };
        responses: {
            303: components["responses"]["ConnectRedirect"];
            400: components["responses"]["BadBodyRequest"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Overloaded"];
        };
    };
    getHomePage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HtmlPage"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getReferencePage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HtmlPage"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getReferenceContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["OpenapiJson"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getProvidersPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HtmlPage"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getProviderPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the provider.
                 * @example hubspot
                 */
                slug: components["parameters"]["Slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HtmlPage"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getErrorsPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HtmlPage"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getPageAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the file.
                 * @example pages.css
                 */
                name: components["parameters"]["PageAssetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PageAsset"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ping"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Health"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Readiness"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            414: components["responses"]["UriTooLong"];
            503: components["responses"]["Overloaded"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Metrics"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["OpenapiJson"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getOpenapiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["OpenapiYaml"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    sendMcpMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The value of this header in the answer to `initialize`. A client that sends it can cancel its own calls by
                 *     `notifications/cancelled`. The server stores nothing for it.
                 * @example 5f0c7a3e-1d2b-4c69-8e7f-90a1b2c3d4e5
                 */
                "Mcp-Session-Id"?: components["parameters"]["McpSessionId"];
                /**
                 * @description The version of the Model Context Protocol that was agreed on.
                 * @example 2025-11-25
                 */
                "MCP-Protocol-Version"?: components["parameters"]["McpProtocolVersion"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description A request or a notification. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpMessage"];
            };
        };
        responses: {
            200: components["responses"]["McpAnswer"];
            202: components["responses"]["McpAccepted"];
            400: components["responses"]["BadMcpMessage"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["McpMessageTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Overloaded"];
        };
    };
    getConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConsolePage"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getConsoleAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the file.
                 * @example index-made-up.js
                 */
                name: components["parameters"]["ConsoleAssetName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ConsoleAsset"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
    getErrorPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The last part of a problem's `type`.
                 * @example user-not-found
                 */
                slug: components["parameters"]["ErrorSlug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ErrorPage"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
        };
    };
}

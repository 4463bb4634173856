/** The id of the token of commands on the store itself: the audit log shows it as the command line. */
export const commandLineTokenId = '00000000-0000-4000-8000-000000000000'

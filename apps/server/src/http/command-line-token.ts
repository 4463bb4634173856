/** The id of the token that a command on the store itself calls with: in the audit log it is the command line. */
export const commandLineTokenId = '00000000-0000-4000-8000-000000000000'

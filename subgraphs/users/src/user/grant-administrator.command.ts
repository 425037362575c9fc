import { UsageError } from '@lyceum/kit'
import type { Command } from '@lyceum/kit'

/** What only the server's own shell may do. */
export interface AdministratorGranter {
  /** Makes the owner of an e-mail address an administrator. False when nobody has it. */
  grantAdministrator(email: string): Promise<boolean>
}

/** The shell of the server is the proof of authority here: there is no administrator yet who could grant the first one. */
export const grantAdministratorCommand: Command<AdministratorGranter> = {
  name: 'grant-administrator',
  parameters: 'EMAIL',
  summary: 'make the owner of an e-mail address an administrator',
  read([email, ...others]) {
    if (email === undefined || !email.includes('@') || others.length > 0)
      throw new UsageError('Which e-mail address?')
    return async (users) => {
      if (!(await users.grantAdministrator(email))) throw new Error(`Nobody has registered as ${email}.`)
      const told = `${email} is an administrator. The role is in the next access token: sign in again.`
      return { lines: [told], isAlarm: false }
    }
  },
}

import { describe, expect, it } from 'vitest'

import { grantAdministratorCommand } from './grant-administrator.command.ts'

describe('grant-administrator', () => {
  it('fails when nobody has registered with the address', async () => {
    const grant = grantAdministratorCommand.read(['nobody@example.org'])
    await expect(grant({ grantAdministrator: () => Promise.resolve(false) })).rejects.toThrow(
      'Nobody has registered as nobody@example.org',
    )
  })

  it('takes one address, before anything is opened', () => {
    for (const args of [[], ['somebody'], ['a@example.org', 'b@example.org']])
      expect(() => grantAdministratorCommand.read(args)).toThrow('Which e-mail address?')
  })
})

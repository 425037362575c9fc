import { randomUUID } from 'node:crypto'

import { CreateUser, GrantRole, SignIn, createClient, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

import { takeTurns } from './take-turns.ts'

/** Somebody with an account, signed in. */
export interface Person extends Client {
  readonly id: string
  readonly displayName: string
  readonly username: string
  readonly password: string
  readonly accessToken: string
  /** The same person at another address: tokens outlive a restart, a free port does not. */
  at(url: string): Person
}

/** One of each kind, unknown to every other test. */
export interface People {
  readonly anonymous: Client
  readonly student: Person
  readonly instructor: Person
  readonly otherInstructor: Person
  readonly administrator: Person
}

/** What people are made with. */
export interface Registry {
  people(): Promise<People>
  student(displayName?: string): Promise<Person>
  instructor(displayName?: string): Promise<Person>
}

/** Where accounts are made: through the public endpoint, but for the first administrator. */
export interface Registrar {
  /** Of every gateway: people are spread over them. */
  readonly urls: readonly [string, ...string[]]
  grantAdministrator(email: string): Promise<boolean>
}

export function createRegistry({ urls, grantAdministrator }: Registrar): Registry {
  const anonymous = createClient({ endpoint: `${urls[0]}/graphql` })
  const nextUrl = takeTurns(urls)
  /** Others may have people of the same names on the same platform. */
  const tag = randomUUID().slice(0, 8)
  let count = 0
  let firstAdministrator: Promise<Person> | null = null

  async function register(displayName: string): Promise<Account> {
    count += 1
    const username = `${displayName.toLowerCase().replaceAll(/\W+/g, '-')}-${tag}-${count}`
    const account = {
      username,
      displayName,
      email: `${username}@example.org`,
      password: `password of ${username}`,
    }
    const { createUser } = await anonymous.execute(CreateUser, account)
    return { ...account, id: present(succeeded(createUser).user, 'user').id }
  }

  async function signIn(account: Account): Promise<Person> {
    const { tokenAuth } = await anonymous.execute(SignIn, account)
    return toPerson(nextUrl(), account, present(succeeded(tokenAuth).accessToken, 'access token'))
  }

  async function registerAdministrator(): Promise<Person> {
    const account = await register('Ada Administrator')
    if (!(await grantAdministrator(account.email))) throw new Error(`Nobody has the address ${account.email}`)
    return signIn(account)
  }

  const administrator = (): Promise<Person> => (firstAdministrator ??= registerAdministrator())

  async function instructor(displayName = 'Ira Instructor'): Promise<Person> {
    const [account, granter] = await Promise.all([register(displayName), administrator()])
    const { grantRole } = await granter.execute(GrantRole, {
      input: { userId: account.id, role: 'INSTRUCTOR' },
    })
    succeeded(grantRole)
    // Roles are in the token: only one issued after the grant carries them.
    return signIn(account)
  }

  const student = async (displayName = 'Sam Student'): Promise<Person> => signIn(await register(displayName))

  return {
    student,
    instructor,
    async people() {
      const [someStudent, someInstructor, otherInstructor, someAdministrator] = await Promise.all([
        student(),
        instructor(),
        instructor('Olga Other'),
        administrator(),
      ])
      return {
        anonymous,
        student: someStudent,
        instructor: someInstructor,
        otherInstructor,
        administrator: someAdministrator,
      }
    },
  }
}

interface Account {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly email: string
  readonly password: string
}

function toPerson(url: string, owner: Account, accessToken: string): Person {
  const { id, username, displayName, password } = owner
  const account = { id, username, displayName, password }
  const at = (address: string): Person => ({
    ...createClient({ endpoint: `${address}/graphql`, accessToken: () => accessToken }),
    ...account,
    accessToken,
    at,
  })
  return at(url)
}

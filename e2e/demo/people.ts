import {
  CreateUser,
  HearNotifications,
  NotificationCursor,
  SignIn,
  createClient,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client, DataOf } from '@lyceum/client'

import type { DemoPlatform } from './demo-platform.ts'

type Heard = DataOf<typeof HearNotifications>['notificationReceived']

/** What somebody uses besides. */
export interface Device {
  readonly client: Client
  readonly endpoint: string
  readonly accessToken: string
}

/** Somebody with an account, signed in, who hears of everything. */
export interface Person {
  readonly id: string
  /** As it is shown. */
  readonly name: string
  readonly client: Client
  /** Signs in again: roles are in the token, so a new role needs a new one. */
  signIn(): Promise<void>
  /** Signs in on another device, with a session of its own. */
  openDevice(): Promise<Device>
  /** What has been heard so far, in order. */
  readonly heard: readonly Heard[]
  /** Waits until something has been heard. */
  hears(isIt: (notification: Heard) => boolean, what: string): Promise<Heard>
  /** Cuts the socket; it is made anew when `until` resolves. */
  cutSocket(until: Promise<unknown>): void
  leave(): Promise<void>
}

const patienceMilliseconds = 20_000

/** Registers a person through the public endpoint and opens their live feed. */
export async function registerPerson(
  { nextUrl }: Pick<DemoPlatform, 'nextUrl'>,
  name: string,
): Promise<Person> {
  const endpoint = `${nextUrl()}/graphql`
  const account = { email: `${name.toLowerCase()}@example.org`, password: `${name} walks through the demo` }
  const anonymous = createClient({ endpoint })
  const { createUser } = await anonymous.execute(CreateUser, { ...account, displayName: name })
  const { id, username } = present(succeeded(createUser).user, 'user')
  let accessToken = ''
  const client = createClient({ endpoint, accessToken: () => accessToken })
  const openSession = async (): Promise<string> => {
    const { tokenAuth } = await anonymous.execute(SignIn, { username, password: account.password })
    return present(succeeded(tokenAuth).accessToken, 'access token')
  }
  const signIn = async (): Promise<void> => void (accessToken = await openSession())
  await signIn()

  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  const { notificationCursor } = await client.execute(NotificationCursor, {})
  const feed = client.subscribe(
    HearNotifications,
    { after: notificationCursor },
    ({ notificationReceived }) => notificationReceived.cursor,
  )
  const listening = (async () => {
    for await (const { notificationReceived } of feed) {
      heard.push(notificationReceived)
      for (const check of waiting) check()
    }
  })()

  // Who waits hears of a broken feed by `hears`; when nobody does, the platform has stopped.
  listening.catch(() => undefined)

  return {
    id,
    name,
    client,
    signIn,
    async openDevice() {
      const ofItsOwn = await openSession()
      const elsewhere = `${nextUrl()}/graphql`
      const device = createClient({ endpoint: elsewhere, accessToken: () => ofItsOwn })
      return { client: device, endpoint: elsewhere, accessToken: ofItsOwn }
    },
    heard,
    hears: (isIt, what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check)
          reject(new Error(`${name} did not hear ${what}`))
        }, patienceMilliseconds)
        const check = (): void => {
          const found = heard.find(isIt)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        listening.catch(reject)
        check()
      }),
    cutSocket: (until) => feed.cut(until),
    leave: async () => await feed[Symbol.asyncDispose](),
  }
}

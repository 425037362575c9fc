import { HearNotifications, NotificationCursor } from '@lyceum/client'
import type { Client, DataOf, Subscription } from '@lyceum/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allowedOrigin } from './harness/allowed-origin.ts'
import { createPublishedCourse, enroll } from './harness/courses.ts'
import { openSocket } from './harness/open-socket.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { createTokenForge, forgedTokenKinds } from './harness/token-forge.ts'
import { NotificationsOfViewer } from './operations.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform[Symbol.asyncDispose]())

describe('notificationReceived', () => {
  it('brings each person their own news, with the title of the course joined from another subgraph', async () => {
    const { instructor, student } = await platform.people()
    const friend = await platform.student('Fred Friend')
    const [moss, ferns] = await Promise.all([
      createPublishedCourse(instructor, { title: 'Moss' }),
      createPublishedCourse(instructor, { title: 'Ferns' }),
    ])
    await using forStudent = await listen(student)
    await using forFriend = await listen(friend)
    await Promise.all([enroll(student, moss), enroll(friend, ferns)])
    expect(await hearTitles(forStudent, 1)).toEqual(['Moss'])
    expect(await hearTitles(forFriend, 1)).toEqual(['Ferns'])
  })

  it('goes on after its cursor when the socket was cut: none missing, none twice', async () => {
    const { instructor, student } = await platform.people()
    const titles = ['Oak', 'Birch', 'Pine', 'Larch', 'Yew']
    const courses = await Promise.all(titles.map((title) => createPublishedCourse(instructor, { title })))
    const [oak, birch, pine, larch, yew] = courses
    if (!oak || !birch || !pine || !larch || !yew) throw new Error('Five courses were expected')
    await using heard = await listen(student)
    await enroll(student, oak)
    expect(await hearTitles(heard, 1)).toEqual(['Oak'])

    const whileCut = (async () => {
      for (const course of [birch, pine, larch]) await enroll(student, course)
    })()
    heard.cut(whileCut)
    await whileCut
    // News of several enrolments may be written in any order: several processes of `notifications` share the work.
    expect(new Set(await hearTitles(heard, 3))).toEqual(new Set(['Birch', 'Pine', 'Larch']))
    await enroll(student, yew)
    expect(await hearTitles(heard, 1)).toEqual(['Yew'])
    const { notifications } = await student.execute(NotificationsOfViewer, {})
    expect(notifications.edges).toHaveLength(5)
  })
})

describe('a WebSocket', () => {
  it.each(forgedTokenKinds)('is closed with 4403 when its token is %s', async (kind) => {
    const { student } = await platform.people()
    const forge = await createTokenForge(platform.dataFolder)
    using socket = await openSocket(platform.url)
    await socket.init({ authorization: `Bearer ${await forge[kind](student.id)}` })
    expect(await socket.closeCode).toBe(4403)
  })

  it('is closed with 4403 when its token expires meanwhile', async () => {
    const { student } = await platform.people()
    const forge = await createTokenForge(platform.dataFolder)
    using socket = await openSocket(platform.url)
    await socket.init({ authorization: `Bearer ${await forge.expiringSoon(student.id)}` })
    expect(await socket.closeCode).toBe(4403)
  })

  it('is refused to pages of other origins', async () => {
    const origin = 'https://evil.example.org'
    await expect(openSocket(platform.url, { origin })).rejects.toThrow('403')
  })

  it('is opened to pages of an allowed origin', async () => {
    using socket = await openSocket(platform.url, { origin: allowedOrigin })
    expect(await socket.init()).toBe('connection_ack')
  })
})

type Feed = Subscription<DataOf<typeof HearNotifications>>

/** A feed that misses nothing from now on. */
async function listen(person: Client): Promise<Feed> {
  const { notificationCursor } = await person.execute(NotificationCursor, {})
  return person.subscribe(
    HearNotifications,
    { after: notificationCursor },
    ({ notificationReceived }) => notificationReceived.cursor,
  )
}

/** The titles of the courses that the next notifications of enrolments are about. */
async function hearTitles(feed: Feed, count: number): Promise<(string | undefined)[]> {
  const titles = []
  while (titles.length < count) {
    const { value } = await feed.next()
    const subject = value?.notificationReceived.subject
    titles.push(subject?.__typename === 'Enrollment' ? subject.course?.title : undefined)
  }
  return titles
}

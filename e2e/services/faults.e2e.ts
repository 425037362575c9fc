import {
  CreateCourse,
  HearNotifications,
  NotificationCursor,
  StoredNotifications,
  createClient,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { print } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { createPublishedCourse, enroll } from '../harness/courses.ts'
import type { Course } from '../harness/courses.ts'
import { openDatabase } from '../harness/open-database.ts'
import type { Database } from '../harness/open-database.ts'
import { openGreetedSocket } from '../harness/open-socket.ts'
import type { Person } from '../harness/people.ts'
import { connectControl } from '../harness/shared-services.ts'
import { startTestPlatform } from '../harness/test-platform.ts'
import { CourseStatusById } from '../operations.ts'
import { requireServices } from './require-services.ts'

const timeout = 300_000
const patience = { withinMilliseconds: 120_000, everyMilliseconds: 100 } as const
const services = requireServices(inject('services'))
const control = connectControl(services)
const platform = await startTestPlatform()

let database: Database
let instructor: Person
let courses: readonly Course[]
beforeAll(async () => {
  database = await openDatabase(services.dataFolder)
  instructor = await platform.instructor()
  const titles = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
  courses = await Promise.all(titles.map((title) => createPublishedCourse(instructor, { title })))
}, timeout)
afterAll(() => database[Symbol.asyncDispose]())

/** What the gateways say of all services. */
async function readHealth(): Promise<readonly { status: string; services: Record<string, string> }[]> {
  const answers = services.urls.map(async (url) => (await fetch(`${url}/health/services`)).json())
  return (await Promise.all(answers)) as { status: string; services: Record<string, string> }[]
}

/** What a person hears on one socket by one subscription, neither of which is made anew. */
async function listenOnce(person: Person) {
  const { notificationCursor: after } = await person.execute(NotificationCursor, {})
  const [url = ''] = services.urls
  const socket = await openGreetedSocket(url, { authorization: `Bearer ${person.accessToken}` })
  const payload = { query: print(HearNotifications), variables: { after } }
  socket.send({ type: 'subscribe', id: 'feed', payload })
  return {
    /** The ids of the next ones. */
    async hear(count: number): Promise<string[]> {
      const ids = []
      while (ids.length < count) {
        const { type, payload: heard } = await socket.receive()
        if (type === 'ping' || type === 'pong') continue
        expect(type, JSON.stringify(heard)).toBe('next')
        const { data } = heard as { data: { notificationReceived: { id: string } } }
        ids.push(data.notificationReceived.id)
      }
      return ids
    },
    [Symbol.dispose]: () => socket[Symbol.dispose](),
  }
}

/** The ids of what a person was told, oldest first. */
async function readTold(person: Client): Promise<string[]> {
  const { notifications } = await person.execute(StoredNotifications, {})
  return notifications.edges.map(({ node }) => node.id).reverse()
}

/** Does it as soon as it can be done; whoever asks again because of an error finds that it was done once. */
const insist = <T>(work: () => Promise<T>): Promise<T> => eventually(work, patience)

describe('/health/services', () => {
  it('turns degraded when a service stops, and back when it starts', { timeout }, async () => {
    const expectAll = (status: string, ofCertificates: string) =>
      eventually(async () => {
        const healths = await readHealth()
        for (const health of healths) {
          expect(health).toMatchObject({
            status,
            services: { certificates: ofCertificates, users: 'healthy' },
          })
        }
      }, patience)
    await expectAll('healthy', 'healthy')
    await control.stopInstance('certificates', 0)
    try {
      await expectAll('degraded', 'unhealthy')
    } finally {
      await control.startInstance('certificates', 0)
    }
    await expectAll('healthy', 'healthy')
  })
})

describe('kill -9 under traffic', () => {
  it('of each of two processes of courses loses no change that was acknowledged', { timeout }, async () => {
    const readers = services.urls.map((url) => createClient({ endpoint: `${url}/graphql` }))
    const acknowledged: string[] = []
    const unread: unknown[] = []
    let isOver = false
    async function write(): Promise<void> {
      while (!isOver) {
        const title = `Made ${acknowledged.length}`
        const { data } = await instructor.send(CreateCourse, { title, description: '' })
        if (data !== null) acknowledged.push(present(succeeded(data.createCourse).course, 'course').id)
      }
    }
    async function read(reader: Client): Promise<void> {
      while (!isOver) {
        const { errors } = await reader.send(CourseStatusById, { id: present(courses[0], 'course').courseId })
        unread.push(...errors)
      }
    }
    const traffic = Promise.all([write(), ...readers.map(read)])
    const countBefore = await eventually(() => {
      expect(acknowledged.length).toBeGreaterThan(3)
      return acknowledged.length
    }, patience)
    for (const index of [0, 1]) {
      await control.kill('courses', index)
      await control.whenHealthy('courses', index)
    }
    isOver = true
    await traffic

    expect(acknowledged.length).toBeGreaterThan(countBefore)
    const kept = await database.rows<{ id: string }>('SELECT id FROM courses.course WHERE id = ANY($1)', [
      acknowledged,
    ])
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(acknowledged))
    // Whoever only reads is answered by the other one.
    expect(unread).toEqual([])
  })

  it(
    'of each of two processes of notifications leaves a feed as if nothing had been',
    { timeout },
    async () => {
      const student = await platform.student()
      using feed = await listenOnce(student)
      const heard = []
      for (const [index, course] of courses.entries()) {
        await enroll(student, course)
        if (index === 0 || index === 3) {
          const instance = index === 0 ? 0 : 1
          await control.kill('notifications', instance)
          if (index === 3) await control.whenHealthy('notifications', instance)
        }
      }
      heard.push(...(await feed.hear(courses.length)))
      await control.whenHealthy('notifications', 0)
      await control.whenHealthy('notifications', 1)
      await eventually(() => database.expectDelivered(), patience)
      expect(heard).toEqual(await readTold(student))
      expect(new Set(heard).size).toBe(courses.length)
    },
  )
})

describe('Redis', () => {
  it('may restart under traffic: everybody is told once', { timeout }, async () => {
    const student = await platform.student()
    using feed = await listenOnce(student)
    const [before, ...others] = courses
    await enroll(student, present(before, 'course'))
    const restarting = control.restartRedis()
    for (const course of others) await enroll(student, course)
    await restarting
    const heard = await feed.hear(courses.length)
    await eventually(() => database.expectDelivered(), patience)
    expect(heard).toEqual(await readTold(student))
    expect(new Set(heard).size).toBe(courses.length)
  })
})

describe('PostgreSQL', () => {
  it(
    'may drop every connection: no process and no feed ends, and everybody is told once',
    { timeout },
    async () => {
      const student = await platform.student()
      using feed = await listenOnce(student)
      const [before, ...others] = courses
      await enroll(student, present(before, 'course'))
      const endedBefore = await control.countEnded()
      const dropped = await database.rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'lyceum\\_%'`,
      )
      expect(dropped.length).toBeGreaterThan(10)
      for (const course of others) await insist(() => enroll(student, course))
      const heard = await feed.hear(courses.length)
      await eventually(() => database.expectDelivered(), patience)
      expect(heard).toEqual(await readTold(student))
      expect(new Set(heard).size).toBe(courses.length)
      expect(await control.countEnded()).toBe(endedBefore)
    },
  )
})

import type { Subgraph } from '@lyceum/kit'
import { createCleanup, eventually } from '@lyceum/testkit'
import type { Cleanup } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPublishedCourse, enroll } from './harness/courses.ts'
import { openGateway, openSchool } from './harness/open-school.ts'
import { createRegistry } from './harness/people.ts'
import { CoursePage } from './operations.ts'

type Mood = 'broken' | 'hanging'

let cleanup: Cleanup
let school: Awaited<ReturnType<typeof openMoodySchool>>
beforeAll(async () => {
  cleanup = createCleanup()
  school = await openMoodySchool(cleanup)
})
afterAll(() => cleanup[Symbol.asyncDispose]())

describe('an answer that several subgraphs make together', () => {
  it.each([
    { name: 'lectures', mood: 'broken', code: 'INTERNAL_SERVER_ERROR', missing: { lectureCount: null } },
    { name: 'lectures', mood: 'hanging', code: 'SUBGRAPH_UNAVAILABLE', missing: { lectureCount: null } },
    {
      name: 'enrollments',
      mood: 'hanging',
      code: 'SUBGRAPH_UNAVAILABLE',
      missing: { viewerEnrollment: null },
    },
    { name: 'users', mood: 'broken', code: 'INTERNAL_SERVER_ERROR', missing: { instructors: [null] } },
  ] as const)(
    'keeps what the others know while $name is $mood, and names it',
    async ({ name, mood, code, missing }) => {
      const { course, instructor, whole } = school
      using _ = school.put(name, mood)
      const { status, data, errors } = await instructor.send(CoursePage, { id: course.courseId })
      expect(status).toBe(200)
      expect(data).toEqual({ ...whole, course: { ...whole.course, ...missing } })
      expect(errors).toMatchObject([{ extensions: { code, serviceName: name } }])
    },
  )

  it('keeps what two others know while one is broken and one hangs, and names both', async () => {
    const { course, instructor, whole } = school
    using _lectures = school.put('lectures', 'broken')
    using _enrollments = school.put('enrollments', 'hanging')
    const { data, errors } = await instructor.send(CoursePage, { id: course.courseId })
    expect(data).toEqual({
      ...whole,
      course: { ...whole.course, lectureCount: null, viewerEnrollment: null },
    })
    const named = errors.map(({ extensions }) => extensions?.['serviceName'])
    expect(new Set(named)).toEqual(new Set(['enrollments', 'lectures']))
  })
})

/** A gateway over the subgraphs of the platform, each of which can be put out of order. */
async function openMoodySchool(closing: Cleanup) {
  const { subgraphs, users, dependencies } = await openSchool(closing)
  const moods = new Map<string, Mood>()
  const moody = subgraphs.map((subgraph) => makeMoody(subgraph, moods))
  const gateway = await openGateway({ subgraphs: moody, dependencies }, { subgraphTimeoutMs: 3_000 })
  closing.defer(() => gateway.stop())
  const { url } = gateway
  const registry = createRegistry({
    urls: [url],
    grantAdministrator: (email) => users.grantAdministrator(email),
  })
  const instructor = await registry.instructor()
  const course = await createPublishedCourse(instructor, { title: 'Resilience' })
  const enrollmentId = await enroll(instructor, course)
  const whole = await eventually(async () => {
    const page = await instructor.execute(CoursePage, { id: course.courseId })
    expect(page).toMatchObject({ course: { lectureCount: 1 }, unreadNotificationCount: 2 })
    return page
  })
  expect(whole.course).toEqual({
    title: 'Resilience',
    instructors: [{ displayName: instructor.displayName }],
    lectureCount: 1,
    viewerEnrollment: { id: enrollmentId },
  })
  return {
    course,
    instructor,
    /** The answer while everything works. */
    whole,
    /** Puts a subgraph into a mood until it is disposed of. */
    put(name: string, mood: Mood): Disposable {
      moods.set(name, mood)
      return { [Symbol.dispose]: () => void moods.delete(name) }
    },
  }
}

/** The subgraph, failing where every operation begins when it is in no mood to work. */
function makeMoody(subgraph: Subgraph, moods: ReadonlyMap<string, Mood>): Subgraph {
  return {
    name: subgraph.name,
    schema: subgraph.schema,
    ...(subgraph.routes && { routes: subgraph.routes }),
    async createContext(headers) {
      const mood = moods.get(subgraph.name)
      if (mood === 'broken') throw new Error(`${subgraph.name} is out of order`)
      if (mood === 'hanging') await new Promise(() => undefined)
      return subgraph.createContext(headers)
    },
    start: () => subgraph.start(),
    stop: () => subgraph.stop(),
  }
}

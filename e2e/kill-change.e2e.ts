import { CreateCourse, MarkLectureRead, UnpublishCourse, present, succeeded } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPublishedCourse, enroll, publish } from './harness/courses.ts'
import { startKillablePlatform, takeover } from './harness/killable-platform.ts'
import type { KillablePlatform } from './harness/killable-platform.ts'
import { openDatabase } from './harness/open-database.ts'
import type { Person } from './harness/people.ts'
import { CourseStatusById, FollowCourse, NotificationsOfViewer } from './operations.ts'

const timeout = 300_000

let platform: KillablePlatform
let instructor: Person
let follower: Person
let learners: readonly Person[]
beforeAll(async () => {
  platform = await startKillablePlatform(
    async (school) => {
      instructor = await school.instructor()
      follower = await school.student('Fay Follower')
      learners = await Promise.all(moments.map(() => school.student('Lea Learner')))
    },
    ['courses', 'enrollments', 'notifications'],
  )
}, timeout)
afterAll(() => platform[Symbol.asyncDispose](), timeout)

/** Moments between the answer to the person and the last consumer. */
const moments = [
  { moment: 'at once', sql: null },
  {
    moment: 'while it is handed over',
    sql: 'SELECT FROM enrollments.outbox_event WHERE aggregate_id = $1 AND published_at IS NOT NULL',
  },
  {
    moment: 'when one of them has heard',
    sql: `SELECT FROM enrollments.outbox_event AS said JOIN notifications.inbox_event ON event_id = said.id
          WHERE aggregate_id = $1`,
  },
] as const

async function untilFound(sql: string, id: string): Promise<void> {
  await using database = await openDatabase(platform.dataFolder)
  await eventually(async () => expect(await database.rows(sql, [id])).not.toEqual([]), {
    ...takeover,
    everyMilliseconds: 1,
  })
}

describe('kill -9 right after an acknowledged change', () => {
  it('keeps a course that was made', { timeout }, async () => {
    const made = await instructor.at(platform.url).execute(CreateCourse, { title: 'Made', description: '' })
    const { id } = present(succeeded(made.createCourse).course, 'course')
    await platform.killAndRestart()
    const { course } = await instructor.at(platform.url).execute(CourseStatusById, { id })
    expect(course).toMatchObject({ title: 'Made', status: 'DRAFT' })
  })

  it('keeps a publication, and everybody hears of it once', { timeout }, async () => {
    const teacher = instructor.at(platform.url)
    const course = await createPublishedCourse(teacher, { title: 'Published again' })
    const input = { courseId: course.courseId }
    // Whoever follows before the first publication is delivered hears of that one, too.
    await platform.waitUntilDelivered()
    succeeded((await follower.at(platform.url).execute(FollowCourse, { input })).followCourse)
    succeeded((await teacher.execute(UnpublishCourse, { input })).unpublishCourse)
    await platform.waitUntilDelivered()
    await publish(teacher, course)
    await platform.killAndRestart()

    await platform.waitUntilDelivered()
    const { course: seen } = await follower
      .at(platform.url)
      .execute(CourseStatusById, { id: course.courseId })
    expect(seen?.status).toBe('PUBLISHED')
    const { notifications } = await follower.at(platform.url).execute(NotificationsOfViewer, {})
    expect(notifications.edges.map(({ node }) => node)).toEqual([
      { type: 'COURSE_PUBLISHED', subject: { __typename: 'Course', id: course.courseId } },
    ])
  })

  it('keeps an enrolment whenever it comes, and everybody hears of it once', { timeout }, async () => {
    const joined = []
    for (const [index, { moment, sql }] of moments.entries()) {
      const learner = present(learners[index], 'learner')
      const course = await createPublishedCourse(instructor.at(platform.url), { title: 'To be joined' })
      await platform.waitUntilDelivered()
      const enrollmentId = await enroll(learner.at(platform.url), course)
      if (sql !== null) await untilFound(sql, enrollmentId)
      await platform.killAndRestart()
      const { course: seen } = await learner
        .at(platform.url)
        .execute(CourseStatusById, { id: course.courseId })
      expect(seen?.viewerEnrollment, moment).toEqual({ id: enrollmentId, status: 'ACTIVE' })
      joined.push({ moment, learner, course, enrollmentId })
    }
    await platform.waitUntilDelivered()
    for (const { moment, learner, course, enrollmentId } of joined) {
      const person = learner.at(platform.url)
      const { notifications } = await person.execute(NotificationsOfViewer, {})
      expect(
        notifications.edges.map(({ node }) => node),
        moment,
      ).toEqual([{ type: 'ENROLLMENT_ACTIVATED', subject: { __typename: 'Enrollment', id: enrollmentId } }])
      const { course: counted } = await person.execute(CourseStatusById, { id: course.courseId })
      expect(counted?.enrollmentCount, moment).toBe(1)
      // What lectures knows of the enrolment opens the course.
      const input = { lectureId: present(course.lectureIds[0], 'lecture') }
      const { markLectureRead } = await person.execute(MarkLectureRead, { input })
      expect(succeeded(markLectureRead).progress, moment).toEqual({ isCompleted: true })
    }
  })
})

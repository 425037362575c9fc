import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { DeleteCourse, FindCourse, PublishCourse, courseMutation } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const school = shareSchool()

describe('publishCourse', () => {
  it('puts a complete course into the catalogue and says so', async () => {
    const { ada, addLecture, createDraft, createModule, world } = school()
    const courseId = await createDraft('Chemistry')
    await addLecture(courseId, await createModule(courseId))
    const { data } = await ada.execute(PublishCourse, { input: { courseId } })
    expect(data.publishCourse).toEqual({
      course: { id: courseId, status: 'PUBLISHED', publishedAt: world.clock.now().toISOString() },
      userErrors: [],
    })
    const said = (await world.said()).filter(({ aggregateId }) => aggregateId === courseId)
    expect(said.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['course.updated', 1],
      ['course.updated', 2],
      ['course.published', 2],
    ])
  })

  it('publishes once, however often it is asked', async () => {
    const { ada, createPublished, world } = school()
    const courseId = await createPublished()
    const { data } = await ada.execute(PublishCourse, { input: { courseId } })
    expect(data.publishCourse.course.status).toBe('PUBLISHED')
    const said = await world.said('course.published')
    expect(said.filter(({ aggregateId }) => aggregateId === courseId)).toHaveLength(1)
  })

  it('says everything that is missing', async () => {
    const { ada, createDraft } = school()
    const courseId = await createDraft('Empty', { description: '' })
    const { data } = await ada.execute(PublishCourse, { input: { courseId } })
    expect(data.publishCourse).toEqual({
      course: null,
      userErrors: [
        {
          __typename: 'CourseNotPublishableError',
          code: 'COURSE_NOT_PUBLISHABLE',
          path: ['input', 'courseId'],
          missing: ['DESCRIPTION', 'MODULE'],
          modulesWithoutLectures: [],
        },
      ],
    })
  })

  it('names the modules without lectures, removed lectures not counted', async () => {
    const { ada, addLecture, createDraft, createModule, world } = school()
    const courseId = await createDraft('Half')
    const [full, emptied, empty] = [
      await createModule(courseId),
      await createModule(courseId),
      await createModule(courseId),
    ]
    await addLecture(courseId, full)
    const lectureId = await addLecture(courseId, emptied)
    await world.emit({
      type: 'lecture.removed',
      aggregateId: lectureId,
      aggregateVersion: 2,
      payload: { lectureId, courseId, moduleId: emptied },
    })
    const { data } = await ada.execute(PublishCourse, { input: { courseId } })
    expect(data.publishCourse.userErrors).toMatchObject([
      { missing: ['LECTURE_IN_EVERY_MODULE'], modulesWithoutLectures: [{ id: emptied }, { id: empty }] },
    ])
  })

  it('waits for a lecture whose event is on its way', async () => {
    const { ada, addLecture, createDraft, createModule } = school()
    const courseId = await createDraft('Late')
    const moduleId = await createModule(courseId)
    const [answer] = await Promise.all([
      ada.execute(PublishCourse, { input: { courseId } }),
      addLecture(courseId, moduleId),
    ])
    expect(answer.data.publishCourse.course.status).toBe('PUBLISHED')
  })

  it('ignores a lecture that arrives after its removal', async () => {
    const { ada, createDraft, createModule, world } = school()
    const courseId = await createDraft('Reversed')
    const moduleId = await createModule(courseId)
    const lectureId = randomUUID()
    const place = { lectureId, courseId, moduleId }
    await world.emit({ type: 'lecture.removed', aggregateId: lectureId, aggregateVersion: 2, payload: place })
    await world.emit({
      type: 'lecture.published',
      aggregateId: lectureId,
      aggregateVersion: 1,
      payload: { ...place, title: 'Late', kind: 'TEXT', isPreview: false, mediaAssetId: null },
    })
    expect(codesOf(await ada.execute(PublishCourse, { input: { courseId } }))).toEqual([
      'COURSE_NOT_PUBLISHABLE',
    ])
  })
})

describe('unpublishCourse', () => {
  it('takes the course out of the catalogue, and it can return with its first date', async () => {
    const { ada, createPublished, student, world } = school()
    const courseId = await createPublished('Come and go')
    const before = await ada.execute(FindCourse, { id: courseId })
    const { data } = await ada.execute(courseMutation('unpublishCourse'), { input: { courseId } })
    expect(data.unpublishCourse.course.status).toBe('UNPUBLISHED')
    expect((await student.execute(FindCourse, { id: courseId })).data.course).toBeNull()
    world.clock.advance(60_000)
    const again = await ada.execute(PublishCourse, { input: { courseId } })
    expect(again.data.publishCourse.course.publishedAt).toBe(before.data.course.publishedAt)
    const said = (await world.said('course.unpublished')).filter(
      ({ aggregateId }) => aggregateId === courseId,
    )
    expect(said).toMatchObject([{ aggregateVersion: 3, payload: { status: 'UNPUBLISHED' } }])
  })

  it('refuses a course that is not published', async () => {
    const { ada, createDraft } = school()
    const input = { courseId: await createDraft() }
    expect(codesOf(await ada.execute(courseMutation('unpublishCourse'), { input }))).toEqual([
      'COURSE_NOT_PUBLISHED',
    ])
  })
})

describe('deleteCourse', () => {
  it('removes a draft with its modules', async () => {
    const { ada, createDraft, createModule, world } = school()
    const courseId = await createDraft('Mistake')
    const moduleId = await createModule(courseId)
    const { data } = await ada.execute(DeleteCourse, { input: { courseId } })
    expect(data.deleteCourse).toEqual({ course: { id: courseId }, userErrors: [] })
    expect((await ada.execute(FindCourse, { id: courseId })).data.course).toBeNull()
    const said = (await world.said()).filter(({ aggregateId }) => [courseId, moduleId].includes(aggregateId))
    expect(said.slice(-2)).toMatchObject([
      { type: 'module.changed', aggregateVersion: 2, payload: { isRemoved: true } },
      { type: 'course.deleted', aggregateVersion: 2 },
    ])
  })

  it('refuses what was published, what others build on, and what has learners', async () => {
    const { ada, createDraft, createPublished, world, student } = school()
    const published = await createPublished()
    const [needed, enrolled, other] = [await createDraft(), await createDraft(), await createDraft()]
    await ada.execute(courseMutation('setCoursePrerequisites'), {
      input: { courseId: other, prerequisiteIds: [needed] },
    })
    const enrollmentId = randomUUID()
    await world.emit({
      type: 'enrollment.created',
      aggregateId: enrollmentId,
      aggregateVersion: 1,
      payload: { enrollmentId, userId: student.id, courseId: enrolled, status: 'ACTIVE', progressPercent: 0 },
    })
    const answers = await Promise.all(
      [published, needed, enrolled].map((courseId) => ada.execute(DeleteCourse, { input: { courseId } })),
    )
    expect(answers.map(codesOf)).toEqual([
      ['COURSE_NOT_DELETABLE'],
      ['COURSE_NOT_DELETABLE'],
      ['COURSE_NOT_DELETABLE'],
    ])
  })
})

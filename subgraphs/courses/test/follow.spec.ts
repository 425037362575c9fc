import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { FindCourse, courseMutation } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const school = shareSchool()

const instructorMutation = (name: string) => /* GraphQL */ `
  mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { instructor { id viewerIsFollowing } userErrors { code } }
  }
`

describe('followCourse', () => {
  it('says a change once, however often it is asked', async () => {
    const { createPublished, student, world } = school()
    const courseId = await createPublished()
    const input = { courseId }
    const followed = await student.execute(courseMutation('followCourse'), { input })
    expect(followed.data.followCourse.course.viewerIsFollowing).toBe(true)
    await student.execute(courseMutation('followCourse'), { input })
    const left = await student.execute(courseMutation('unfollowCourse'), { input })
    expect(left.data.unfollowCourse.course.viewerIsFollowing).toBe(false)
    await student.execute(courseMutation('unfollowCourse'), { input })
    await student.execute(courseMutation('followCourse'), { input })
    const said = (await world.said('follow.changed')).filter(
      ({ payload }) => payload['subjectId'] === courseId,
    )
    expect(said.map(({ aggregateVersion, payload }) => [aggregateVersion, payload['isFollowing']])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ])
    expect(said[0]?.payload).toEqual({
      userId: student.id,
      subject: 'COURSE',
      subjectId: courseId,
      isFollowing: true,
    })
    const { data } = await student.execute(FindCourse, { id: courseId })
    expect(data.course.viewerIsFollowing).toBe(true)
  })

  it('keeps one row of two at the same time', async () => {
    const { createPublished, student, world } = school()
    const input = { courseId: await createPublished() }
    await Promise.all([1, 2, 3].map(() => student.execute(courseMutation('followCourse'), { input })))
    const said = await world.said('follow.changed')
    expect(said.filter(({ payload }) => payload['subjectId'] === input.courseId)).toHaveLength(1)
  })

  it('knows only courses that the viewer may see', async () => {
    const { createDraft, student, world } = school()
    const hidden = { input: { courseId: await createDraft() } }
    const unknown = { input: { courseId: randomUUID() } }
    expect([
      codesOf(await student.execute(courseMutation('followCourse'), hidden)),
      codesOf(await student.execute(courseMutation('followCourse'), unknown)),
      codesOf(await world.anonymous.execute(courseMutation('followCourse'), unknown)),
      codesOf(await world.anonymous.execute(courseMutation('unfollowCourse'), unknown)),
    ]).toEqual([['NOT_FOUND'], ['NOT_FOUND'], ['UNAUTHENTICATED'], ['UNAUTHENTICATED']])
  })
})

describe('followInstructor', () => {
  it('follows who teaches a published course', async () => {
    const { ada, createPublished, stranger, student, world } = school()
    await createPublished()
    const { data } = await student.execute(instructorMutation('followInstructor'), {
      input: { userId: ada.id },
    })
    expect(data.followInstructor.instructor).toEqual({ id: ada.id, viewerIsFollowing: true })
    const said = (await world.said('follow.changed')).at(-1)
    expect(said?.payload).toMatchObject({ subject: 'INSTRUCTOR', subjectId: ada.id, isFollowing: true })
    const left = await student.execute(instructorMutation('unfollowInstructor'), {
      input: { userId: ada.id },
    })
    expect(left.data.unfollowInstructor.instructor.viewerIsFollowing).toBe(false)
    const nobody = { input: { userId: stranger.id } }
    expect([
      codesOf(await student.execute(instructorMutation('followInstructor'), nobody)),
      codesOf(await world.anonymous.execute(instructorMutation('followInstructor'), nobody)),
      codesOf(await student.execute(instructorMutation('unfollowInstructor'), { input: { userId: 'x' } })),
    ]).toEqual([['NOT_FOUND'], ['UNAUTHENTICATED'], ['NOT_FOUND']])
  })
})

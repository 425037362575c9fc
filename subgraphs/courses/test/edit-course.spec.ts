import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { registeredEvent } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { CreateCategory, CreateModule, DeleteCourse, FindCourse, courseMutation } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const school = shareSchool()

describe('updateCourseDetails', () => {
  it('changes what is given and leaves the rest', async () => {
    const { ada, createDraft, world } = school()
    const courseId = await createDraft('Botany', { summary: 'Plants.' })
    const input = { courseId, title: 'Plants', level: 'INTERMEDIATE', language: 'de' }
    const { data } = await ada.execute(courseMutation('updateCourseDetails'), { input })
    expect(data.updateCourseDetails.course).toMatchObject({
      title: 'Plants',
      slug: 'botany',
      summary: 'Plants.',
      level: 'INTERMEDIATE',
      language: 'de',
    })
    const said = (await world.said('course.updated')).filter(({ aggregateId }) => aggregateId === courseId)
    expect(said.map(({ aggregateVersion, payload }) => [aggregateVersion, payload['title']])).toEqual([
      [1, 'Botany'],
      [2, 'Plants'],
    ])
  })

  it('takes the summary away by null', async () => {
    const { ada, createDraft } = school()
    const courseId = await createDraft('Zoology', { summary: 'Animals.' })
    const input = { courseId, summary: null }
    const { data } = await ada.execute(courseMutation('updateCourseDetails'), { input })
    expect(data.updateCourseDetails.course.summary).toBeNull()
  })

  it('refuses a slug that is taken, and changes nothing', async () => {
    const { ada, createDraft } = school()
    await createDraft('First', { slug: 'wanted' })
    const courseId = await createDraft('Second')
    const input = { courseId, slug: 'wanted', title: 'Third' }
    const answer = await ada.execute(courseMutation('updateCourseDetails'), { input })
    expect(answer.data.updateCourseDetails.userErrors).toMatchObject([
      { code: 'SLUG_TAKEN', path: ['input', 'slug'] },
    ])
    const { data } = await ada.execute(FindCourse, { id: courseId })
    expect(data.course.title).toBe('Second')
  })

  it('keeps the description of a published course', async () => {
    const { ada, createPublished } = school()
    const courseId = await createPublished('Physics')
    const input = { courseId, description: ' ' }
    const answer = await ada.execute(courseMutation('updateCourseDetails'), { input })
    expect(codesOf(answer)).toEqual(['INVALID_INPUT'])
  })
})

describe('setCoursePrice', () => {
  it('sets a price and makes the course free again', async () => {
    const { ada, createDraft } = school()
    const courseId = await createDraft()
    const price = { amountMinor: 4900, currency: 'EUR' }
    const paid = await ada.execute(courseMutation('setCoursePrice'), { input: { courseId, price } })
    expect(paid.data.setCoursePrice.course.price).toEqual(price)
    const free = await ada.execute(courseMutation('setCoursePrice'), { input: { courseId, price: null } })
    expect(free.data.setCoursePrice.course.price).toBeNull()
  })

  it.each([
    [{ amountMinor: 0, currency: 'EUR' }, 'amountMinor'],
    [{ amountMinor: 100, currency: 'ABC' }, 'currency'],
    [{ amountMinor: 2_000_000, currency: 'JPY' }, 'amountMinor'],
  ])('refuses %o', async (price, field) => {
    const { ada, createDraft } = school()
    const input = { courseId: await createDraft(), price }
    const { data } = await ada.execute(courseMutation('setCoursePrice'), { input })
    expect(data.setCoursePrice.userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'price', field] },
    ])
  })
})

describe('setCourseCapacity', () => {
  it('limits a course, and not below one', async () => {
    const { ada, createDraft } = school()
    const courseId = await createDraft()
    const limited = await ada.execute(courseMutation('setCourseCapacity'), {
      input: { courseId, capacity: 3 },
    })
    expect(limited.data.setCourseCapacity.course.capacity).toBe(3)
    const none = await ada.execute(courseMutation('setCourseCapacity'), { input: { courseId, capacity: 0 } })
    expect(codesOf(none)).toEqual(['INVALID_INPUT'])
  })
})

describe('instructors', () => {
  it('stand in the order they were added, and may edit', async () => {
    const { ada, createDraft, stranger, world } = school()
    const courseId = await createDraft()
    const input = { courseId, userId: stranger.id }
    await ada.execute(courseMutation('addCourseInstructor'), { input })
    const again = await stranger.execute(courseMutation('addCourseInstructor'), { input })
    expect(again.data.addCourseInstructor.course).toMatchObject({
      instructors: [{ id: ada.id }, { id: stranger.id }],
      viewerCanEdit: true,
    })
    const said = (await world.said('course.updated')).filter(({ aggregateId }) => aggregateId === courseId)
    expect(said.map(({ payload }) => payload['instructorIds'])).toEqual([[ada.id], [ada.id, stranger.id]])
  })

  it('keep the last one, also when two leave at once', async () => {
    const { ada, createDraft, stranger, admin } = school()
    const courseId = await createDraft()
    await ada.execute(courseMutation('addCourseInstructor'), { input: { courseId, userId: stranger.id } })
    const answers = await Promise.all(
      [ada, stranger].map(({ id: userId }) =>
        admin.execute(courseMutation('removeCourseInstructor'), { input: { courseId, userId } }),
      ),
    )
    expect(answers.flatMap(codesOf)).toEqual(['LAST_INSTRUCTOR'])
  })

  it.each(['nobody', randomUUID()])('are people who have an account: not %s', async (userId) => {
    const { ada, createDraft } = school()
    const input = { courseId: await createDraft(), userId }
    expect(codesOf(await ada.execute(courseMutation('addCourseInstructor'), { input }))).toEqual([
      'NOT_FOUND',
    ])
  })

  it('have the role of one', async () => {
    const { ada, createDraft, student } = school()
    const input = { courseId: await createDraft(), userId: student.id }
    const { data } = await ada.execute(courseMutation('addCourseInstructor'), { input })
    expect(data.addCourseInstructor.userErrors).toMatchObject([
      { code: 'INSTRUCTOR_ROLE_REQUIRED', path: ['input', 'userId'] },
    ])
  })

  it('can be added while the word of their role is still on its way', async () => {
    const { ada, createDraft, world } = school()
    const promoted = world.person()
    await world.emit(registeredEvent(promoted))
    const input = { courseId: await createDraft(), userId: promoted.id }
    const [answer] = await Promise.all([
      ada.execute(courseMutation('addCourseInstructor'), { input }),
      world.emit(registeredEvent(promoted, { roles: [Role.INSTRUCTOR], version: 2 })),
    ])
    expect(codesOf(answer)).toEqual([])
  })

  it('are what was heard last, in whatever order it comes', async () => {
    const { ada, createDraft, world } = school()
    const demoted = world.person()
    await world.emit(
      registeredEvent(demoted, { version: 3 }),
      registeredEvent(demoted, { roles: [Role.INSTRUCTOR], version: 2 }),
    )
    const input = { courseId: await createDraft(), userId: demoted.id }
    expect(codesOf(await ada.execute(courseMutation('addCourseInstructor'), { input }))).toEqual([
      'INSTRUCTOR_ROLE_REQUIRED',
    ])
  })
})

describe('setCourseCategories', () => {
  it('puts the course on shelves that exist', async () => {
    const { ada, admin, createDraft } = school()
    const courseId = await createDraft()
    const made = await admin.execute(CreateCategory, { input: { name: 'Nature' } })
    const categoryIds = [made.data.createCategory.category.id]
    const put = await ada.execute(courseMutation('setCourseCategories'), { input: { courseId, categoryIds } })
    expect(put.data.setCourseCategories.course.categories).toEqual([{ slug: 'nature' }])
    const unknown = { courseId, categoryIds: [randomUUID()] }
    expect(codesOf(await ada.execute(courseMutation('setCourseCategories'), { input: unknown }))).toEqual([
      'NOT_FOUND',
    ])
    const twice = { courseId, categoryIds: [...categoryIds, ...categoryIds] }
    expect(codesOf(await ada.execute(courseMutation('setCourseCategories'), { input: twice }))).toEqual([
      'INVALID_INPUT',
    ])
  })
})

describe('who may change a course', () => {
  const changes: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ['updateCourseDetails', courseMutation('updateCourseDetails'), { title: 'Changed' }],
    ['setCoursePrice', courseMutation('setCoursePrice'), { price: null }],
    ['setCourseCapacity', courseMutation('setCourseCapacity'), { capacity: 5 }],
    ['setCoursePrerequisites', courseMutation('setCoursePrerequisites'), { prerequisiteIds: [] }],
    ['addCourseInstructor', courseMutation('addCourseInstructor'), { userId: randomUUID() }],
    ['removeCourseInstructor', courseMutation('removeCourseInstructor'), { userId: randomUUID() }],
    ['setCourseThumbnail', courseMutation('setCourseThumbnail'), { mediaAssetId: null }],
    ['setCourseCategories', courseMutation('setCourseCategories'), { categoryIds: [] }],
    ['createModule', CreateModule, { title: 'More' }],
    ['publishCourse', courseMutation('publishCourse'), {}],
    ['unpublishCourse', courseMutation('unpublishCourse'), {}],
    ['deleteCourse', DeleteCourse, {}],
  ]

  it.each(changes)('%s is for its instructors and administrators', async (_name, operation, fields) => {
    const { admin, createDraft, createPublished, stranger, student, world } = school()
    const published = { input: { courseId: await createPublished(), ...fields } }
    const draft = { input: { courseId: await createDraft(), ...fields } }
    const unknown = { input: { courseId: randomUUID(), ...fields } }
    expect({
      anonymous: codesOf(await world.anonymous.execute(operation, published)),
      student: codesOf(await student.execute(operation, published)),
      stranger: codesOf(await stranger.execute(operation, published)),
      strangerOnDraft: codesOf(await stranger.execute(operation, draft)),
      unknown: codesOf(await admin.execute(operation, unknown)),
    }).toEqual({
      anonymous: ['UNAUTHENTICATED'],
      student: ['FORBIDDEN'],
      stranger: ['FORBIDDEN'],
      strangerOnDraft: ['NOT_FOUND'],
      unknown: ['NOT_FOUND'],
    })
    const byAdministrator = codesOf(await admin.execute(operation, published))
    expect(byAdministrator).not.toContain('FORBIDDEN')
  })
})

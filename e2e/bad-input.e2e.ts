import { randomUUID } from 'node:crypto'

import { Enroll, PublishCourse } from '@lyceum/client'
import type { Response } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDraft, createPublishedCourse, enroll } from './harness/courses.ts'
import type { Course } from './harness/courses.ts'
import { openDatabase } from './harness/open-database.ts'
import type { Database } from './harness/open-database.ts'
import type { People } from './harness/people.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { createTokenForge, forgedTokenKinds } from './harness/token-forge.ts'
import {
  AddAsPrerequisite,
  CancelEnrollment,
  CatalogueWithLectures,
  CourseStatusById,
  CreateCourseWithSlug,
  RenameCourse,
} from './operations.ts'

let platform: TestPlatform
let database: Database
let people: People
let draft: Course
let published: Course
let enrollmentId: string
beforeAll(async () => {
  platform = await startTestPlatform()
  people = await platform.people()
  draft = await createDraft(people.instructor, { title: 'Draft' })
  published = await createPublishedCourse(people.instructor, { title: 'Published' })
  enrollmentId = await enroll(await platform.student('Lea Learner'), published)
  database = await openDatabase(platform.dataFolder)
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await platform[Symbol.asyncDispose]()
})

/** Runs what must be refused, and compares every table of every subgraph with what it held before. */
async function leavesNothingBehind<T>(run: () => Promise<T>): Promise<T> {
  await eventually(() => database.expectDelivered())
  const before = await database.countRows()
  const result = await run()
  expect(await database.countRows()).toEqual(before)
  return result
}

const codesOf = ({ errors }: Response<unknown>): unknown[] =>
  errors.map(({ extensions }) => extensions?.['code'])

describe('an operation that does not fit the schema', () => {
  it.each([
    ['is no GraphQL', '{ whoami', 'GRAPHQL_PARSE_FAILED'],
    ['asks for an unknown field', '{ secrets }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'gives an argument of a wrong type',
      '{ allCourses(first: "ten") { edges { cursor } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'leaves out what is required',
      'mutation { createCourse(title: "A") { course { id } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['asks for a page of 1,000', '{ allCourses(first: 1000) { edges { cursor } } }', 'BAD_USER_INPUT'],
    ['asks for a page of none', '{ allCourses(first: 0) { edges { cursor } } }', 'BAD_USER_INPUT'],
    [
      'sends a cursor that was never given out',
      '{ allCourses(after: "%%%") { edges { cursor } } }',
      'BAD_USER_INPUT',
    ],
  ])('is refused when it %s', async (_fault, query, code) => {
    const { body } = await leavesNothingBehind(() => post({ query }))
    expect((body.errors ?? []).map(({ extensions }) => extensions.code)).toEqual([code])
  })

  it.each([
    ['a string for a number', { first: 'ten' }],
    ['null for what is required', { first: null }],
    ['a list for a number', { first: [1] }],
  ])('is refused when a variable is %s', async (_fault, variables) => {
    const query = 'query ($first: Int!) { allCourses(first: $first) { edges { cursor } } }'
    const { body } = await post({ query, variables })
    expect((body.errors ?? []).map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
  })

  it('is refused with a page of 1,000 by a variable', async () => {
    expect(codesOf(await people.student.send(CatalogueWithLectures, { first: 1_000 }))).toEqual([
      'BAD_USER_INPUT',
    ])
  })
})

describe('ids', () => {
  it.each(['not-an-id', randomUUID(), "'; DROP TABLE courses.course; --"])('find nothing: %s', async (id) => {
    const { student, instructor } = people
    const [read, edited, joined] = await leavesNothingBehind(() =>
      Promise.all([
        student.send(CourseStatusById, { id }),
        instructor.send(PublishCourse, { input: { courseId: id } }),
        student.send(Enroll, { userId: student.id, courseId: id }),
      ]),
    )
    expect(read).toMatchObject({ data: { course: null }, errors: [] })
    expect([codesOf(edited), codesOf(joined)]).toEqual([['NOT_FOUND'], ['NOT_FOUND']])
  })

  it('of others cannot be changed, and those of hidden things do not exist', async () => {
    const { otherInstructor, student } = people
    const rename = (courseId: string) =>
      otherInstructor.send(RenameCourse, { input: { courseId, title: 'Mine' } })
    const [hidden, visible, forOther, cancelled] = await leavesNothingBehind(() =>
      Promise.all([
        rename(draft.courseId),
        rename(published.courseId),
        student.send(Enroll, { userId: otherInstructor.id, courseId: published.courseId }),
        student.send(CancelEnrollment, { input: { enrollmentId } }),
      ]),
    )
    expect([codesOf(hidden), codesOf(visible)]).toEqual([['NOT_FOUND'], ['FORBIDDEN']])
    expect([codesOf(forOther), codesOf(cancelled)]).toEqual([['FORBIDDEN'], ['NOT_FOUND']])
    const { course } = await people.instructor.execute(CourseStatusById, { id: published.courseId })
    expect(course?.title).toBe('Published')
  })
})

describe('a course', () => {
  it('is not made under a slug that is taken', async () => {
    const { createCourse } = await leavesNothingBehind(() =>
      people.otherInstructor.execute(CreateCourseWithSlug, { title: 'Copy', slug: published.slug }),
    )
    expect(createCourse).toEqual({ course: null, userErrors: [{ code: 'SLUG_TAKEN', path: ['slug'] }] })
  })

  it('does not lead back to itself through its prerequisites', async () => {
    const { instructor } = people
    const [first, second, third] = await Promise.all(
      ['First', 'Second', 'Third'].map((title) => createPublishedCourse(instructor, { title })),
    )
    if (!first || !second || !third) throw new Error('Three courses were expected')
    const require = async (course: Course, needed: Course) => {
      const input = { courseId: course.courseId, prerequisiteIds: [needed.courseId] }
      return (await instructor.execute(AddAsPrerequisite, { input })).setCoursePrerequisites.userErrors
    }
    expect(await require(second, first)).toEqual([])
    expect(await require(third, second)).toEqual([])
    const refusals = await leavesNothingBehind(async () => [
      await require(first, third),
      await require(first, first),
    ])
    const cycle = [{ code: 'PREREQUISITE_CYCLE', path: ['input', 'prerequisiteIds'] }]
    expect(refusals).toEqual([cycle, cycle])
    const { course } = await instructor.execute(CourseStatusById, { id: first.courseId })
    expect(course?.prerequisites).toEqual([])
  })

  it('has a title', async () => {
    const { createCourse } = await leavesNothingBehind(() =>
      people.instructor.execute(CreateCourseWithSlug, { title: ' ', slug: 'untitled' }),
    )
    expect(createCourse).toEqual({ course: null, userErrors: [{ code: 'INVALID_INPUT', path: ['title'] }] })
  })
})

describe('an access token', () => {
  it('opens the account it was made for', async () => {
    const { valid } = await createTokenForge(platform.dataFolder)
    const token = await valid(people.student.id)
    expect(await askWhoIAm(token)).toEqual({ status: 200, id: people.student.id, codes: [] })
  })

  it.each(forgedTokenKinds)('is refused when it is %s', async (kind) => {
    const forge = await createTokenForge(platform.dataFolder)
    const token = await forge[kind](people.student.id)
    const answer = await leavesNothingBehind(() => askWhoIAm(token))
    expect(answer).toEqual({ status: 401, id: null, codes: ['UNAUTHENTICATED'] })
  })
})

async function askWhoIAm(token: string) {
  const { status, body } = await post({ query: '{ whoami { id } }' }, { authorization: `Bearer ${token}` })
  return {
    status,
    id: body.data?.whoami?.id ?? null,
    codes: (body.errors ?? []).map(({ extensions }) => extensions.code),
  }
}

interface Body {
  readonly data?: { readonly whoami?: { readonly id: string } | null } | null
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[]
}

/** A request that no typed client would send. */
async function post(operation: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${platform.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(operation),
  })
  return { status: response.status, body: (await response.json()) as Body }
}

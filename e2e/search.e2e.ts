import { SearchCourses } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDraft, createPublishedCourse } from './harness/courses.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform[Symbol.asyncDispose]())

describe('searching the catalogue', () => {
  it('finds a published course by a mistyped word, with what other subgraphs know of it', async () => {
    const { anonymous, instructor } = await platform.people()
    const course = await createPublishedCourse(instructor, { title: 'Introduction to Astronomy' })
    const found = await eventually(async () => {
      const { allCourses } = await anonymous.execute(SearchCourses, { search: 'astromony' })
      // What lectures knows of a course is some milliseconds old.
      expect(allCourses.edges[0]?.node.modules[0]?.lectures).toHaveLength(1)
      return allCourses.edges.map(({ node }) => node)
    })
    expect(found).toMatchObject([
      {
        id: course.courseId,
        title: 'Introduction to Astronomy',
        instructors: [{ displayName: instructor.displayName }],
        modules: [{ title: 'Module 1', lectures: [{ title: 'Lecture 1.1' }] }],
        viewerEnrollment: null,
      },
    ])
  })

  it('finds no draft', async () => {
    const { instructor } = await platform.people()
    await createDraft(instructor, { title: 'Volcanology from Scratch' })
    const { allCourses } = await instructor.execute(SearchCourses, { search: 'volcanology' })
    expect(allCourses.edges).toEqual([])
  })
})

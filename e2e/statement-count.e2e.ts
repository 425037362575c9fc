import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDraft, createTextLecture, publish } from './harness/courses.ts'
import { openDatabase } from './harness/open-database.ts'
import type { Person } from './harness/people.ts'
import { watchStatements } from './harness/statement-watch.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { CatalogueWithLectures } from './operations.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform[Symbol.asyncDispose]())

const courseCount = 60

describe('a page of the catalogue with instructors, lectures and enrolments', () => {
  it('takes as many SQL statements for 50 courses as for 5', { timeout: 240_000 }, async () => {
    const { instructor, student } = await platform.people()
    await makeCatalogue(instructor)
    const readPage = async (first: number) => {
      const { allCourses } = await student.execute(CatalogueWithLectures, { first })
      return allCourses.edges.flatMap(({ node }) =>
        node.modules.flatMap(({ lectures }) => lectures ?? []).map(({ title }) => title),
      )
    }
    await using watch = await watchStatements(platform)
    const forFive = await watch.count(async () => expect(await readPage(5)).toHaveLength(5 * 4))
    const forFifty = await watch.count(async () => expect(await readPage(50)).toHaveLength(50 * 4))
    expect(forFive).toBeGreaterThan(3)
    expect(forFifty).toBe(forFive)
  })
})

/** In three waves with the deliveries between them: an instructor who makes 60 courses at once is not what is tested here. */
async function makeCatalogue(instructor: Person): Promise<void> {
  await using database = await openDatabase(platform.dataFolder)
  const settle = () => eventually(() => database.expectDelivered(), { withinMilliseconds: 120_000 })
  const titles = Array.from({ length: courseCount }, (_, index) => `Course ${index}`)
  const courses = await inTurns(titles, (title) =>
    createDraft(instructor, { title, modules: 2, lectures: 0 }),
  )
  await settle()
  await inTurns(
    courses.flatMap(({ moduleIds }) => moduleIds),
    async (moduleId) => {
      for (const title of ['One', 'Two']) await createTextLecture(instructor, { moduleId, title })
    },
  )
  await settle()
  await inTurns(courses, (course) => publish(instructor, course))
  await settle()
}

/** Four at a time. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += 4) {
    results.push(...(await Promise.all(items.slice(start, start + 4).map(work))))
  }
  return results
}

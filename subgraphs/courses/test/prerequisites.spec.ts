import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { courseMutation } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const SetPrerequisites = courseMutation('setCoursePrerequisites')
const school = shareSchool()

describe('setCoursePrerequisites', () => {
  it('keeps their order', async () => {
    const { ada, createDraft } = school()
    const [first, second, courseId] = [await createDraft(), await createDraft(), await createDraft()]
    const { data } = await ada.execute(SetPrerequisites, {
      input: { courseId, prerequisiteIds: [second, first] },
    })
    expect(data.setCoursePrerequisites.course.prerequisites).toEqual([{ id: second }, { id: first }])
  })

  it('refuses a course that leads back to itself, over any number of others', async () => {
    const { ada, createDraft } = school()
    const [a, b, c] = [await createDraft(), await createDraft(), await createDraft()]
    await ada.execute(SetPrerequisites, { input: { courseId: b, prerequisiteIds: [a] } })
    await ada.execute(SetPrerequisites, { input: { courseId: c, prerequisiteIds: [b] } })
    const around = await ada.execute(SetPrerequisites, { input: { courseId: a, prerequisiteIds: [c] } })
    const itself = await ada.execute(SetPrerequisites, { input: { courseId: a, prerequisiteIds: [a] } })
    expect([codesOf(around), codesOf(itself)]).toEqual([['PREREQUISITE_CYCLE'], ['PREREQUISITE_CYCLE']])
  })

  it('lets one of two edits through that would make a cycle together', async () => {
    const { ada, createDraft } = school()
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await createDraft(), await createDraft()]
      const answers = await Promise.all([
        ada.execute(SetPrerequisites, { input: { courseId: a, prerequisiteIds: [b] } }),
        ada.execute(SetPrerequisites, { input: { courseId: b, prerequisiteIds: [a] } }),
      ])
      expect(answers.flatMap(codesOf)).toEqual(['PREREQUISITE_CYCLE'])
    }
  })

  it('knows only courses that the viewer may see', async () => {
    const { ada, createDraft, stranger } = school()
    const hidden = await createDraft()
    const { data } = await stranger.execute(
      'mutation { createCourse(title: "Own", description: "") { course { id } } }',
    )
    const courseId = data.createCourse.course.id
    const input = { courseId, prerequisiteIds: [hidden] }
    expect(codesOf(await stranger.execute(SetPrerequisites, { input }))).toEqual(['NOT_FOUND'])
    const unknown = { courseId: hidden, prerequisiteIds: [randomUUID()] }
    expect(codesOf(await ada.execute(SetPrerequisites, { input: unknown }))).toEqual(['NOT_FOUND'])
  })

  it('takes twenty at most', async () => {
    const { ada, createDraft } = school()
    const input = {
      courseId: await createDraft(),
      prerequisiteIds: Array.from({ length: 21 }, () => randomUUID()),
    }
    expect(codesOf(await ada.execute(SetPrerequisites, { input }))).toEqual(['INVALID_INPUT'])
  })
})

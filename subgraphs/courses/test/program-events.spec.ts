import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { CreateProgram, SetProgramCourses, courseMutation } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const school = shareSchool()

const DeleteProgram = /* GraphQL */ `
  mutation ($input: DeleteProgramInput!) {
    deleteProgram(input: $input) {
      program {
        id
      }
      userErrors {
        code
      }
    }
  }
`

async function givenProgram(title: string): Promise<string> {
  const { data } = await school().admin.execute(CreateProgram, { input: { title, description: '' } })
  return data.createProgram.program.id
}

/** What was said of a program, first to last: type, version and state. */
async function saidOf(programId: string) {
  const { world } = school()
  const said = [...(await world.said('program.updated')), ...(await world.said('program.deleted'))]
  return said
    .filter(({ aggregateId }) => aggregateId === programId)
    .map(({ type, aggregateVersion, payload }) => [type, Number(aggregateVersion), payload])
}

describe('a program', () => {
  it('says its state with every change, each with a greater version', async () => {
    const { admin, createDraft } = school()
    const [a, b] = [await createDraft('A'), await createDraft('B')]
    const programId = await givenProgram('Physics')
    await admin.execute(SetProgramCourses, { input: { programId, courseIds: [b, a] } })
    await admin.execute(SetProgramCourses, { input: { programId, courseIds: [a] } })
    const { data } = await admin.execute(DeleteProgram, { input: { programId } })
    expect(data.deleteProgram).toEqual({ program: { id: programId }, userErrors: [] })
    const state = { programId, slug: 'physics', title: 'Physics' }
    expect(await saidOf(programId)).toEqual([
      ['program.updated', 1, { ...state, courseIds: [] }],
      ['program.updated', 2, { ...state, courseIds: [b, a] }],
      ['program.updated', 3, { ...state, courseIds: [a] }],
      ['program.deleted', 4, { ...state, courseIds: [] }],
    ])
  })

  it('says that a deleted course is no longer in it', async () => {
    const { ada, admin, createDraft } = school()
    const [kept, deleted] = [await createDraft('Kept'), await createDraft('Deleted')]
    const programId = await givenProgram('Chemistry')
    await admin.execute(SetProgramCourses, { input: { programId, courseIds: [deleted, kept] } })
    await ada.execute(courseMutation('deleteCourse'), { input: { courseId: deleted } })
    expect((await saidOf(programId)).at(-1)).toMatchObject(['program.updated', 3, { courseIds: [kept] }])
  })

  it('says nothing when a change is refused', async () => {
    const { admin } = school()
    const programId = await givenProgram('Biology')
    const input = { programId, courseIds: [randomUUID()] }
    expect(codesOf(await admin.execute(SetProgramCourses, { input }))).toEqual(['NOT_FOUND'])
    expect(await saidOf(programId)).toHaveLength(1)
  })
})

describe('deleteProgram', () => {
  it('leaves the courses, is for administrators alone, and knows no program twice', async () => {
    const { ada, admin, createDraft, world } = school()
    const courseId = await createDraft('Stays')
    const programId = await givenProgram('History')
    const input = { programId }
    await admin.execute(SetProgramCourses, { input: { programId, courseIds: [courseId] } })
    expect(codesOf(await world.anonymous.execute(DeleteProgram, { input }))).toEqual(['UNAUTHENTICATED'])
    expect(codesOf(await ada.execute(DeleteProgram, { input }))).toEqual(['FORBIDDEN'])
    expect(codesOf(await admin.execute(DeleteProgram, { input }))).toEqual([])
    expect(codesOf(await admin.execute(DeleteProgram, { input }))).toEqual(['NOT_FOUND'])
    const { data } = await ada.execute('query ($id: ID!) { course(id: $id) { title } }', { id: courseId })
    expect(data.course).toEqual({ title: 'Stays' })
  })
})

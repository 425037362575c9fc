import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { Entities, FindCourse, FindCourseBySlug, UserCourses, courseMutation } from './operations.ts'
import { shareSchool } from './school.ts'
import type { School } from './school.ts'

const school = shareSchool()

async function seeAs(
  { ada, admin, stranger, student, world }: School,
  look: (person: Looker) => Promise<boolean>,
) {
  const people = { anonymous: world.anonymous, student, stranger, owner: ada, admin }
  const seen = await Promise.all(
    Object.entries(people).map(async ([name, person]) => [name, await look(person)] as const),
  )
  return seen.filter(([, sees]) => sees).map(([name]) => name)
}

type Looker = School['world']['anonymous']

const everybody = ['anonymous', 'student', 'stranger', 'owner', 'admin']
const editors = ['owner', 'admin']

async function unpublish({ ada, createPublished }: School): Promise<string> {
  const courseId = await createPublished('Gone')
  await ada.execute(courseMutation('unpublishCourse'), { input: { courseId } })
  return courseId
}

describe('course', () => {
  const look = (id: string) => async (person: Looker) =>
    (await person.execute(FindCourse, { id })).data.course !== null

  it('shows what is published to everybody, the rest to those who may edit it', async () => {
    const open = school()
    expect(await seeAs(open, look(await open.createPublished()))).toEqual(everybody)
    expect(await seeAs(open, look(await open.createDraft()))).toEqual(editors)
    expect(await seeAs(open, look(await unpublish(open)))).toEqual(editors)
    expect(await seeAs(open, look(randomUUID()))).toEqual([])
    expect(await seeAs(open, look('not an id'))).toEqual([])
  })

  it('is found by its slug under the same rules', async () => {
    const open = school()
    const id = await open.createDraft('Secret', { slug: 'secret' })
    const find = async (person: Looker) =>
      (await person.execute(FindCourseBySlug, { slug: 'secret' })).data.courseBySlug?.id === id
    expect(await seeAs(open, find)).toEqual(editors)
  })

  it('says what the viewer can do', async () => {
    const { ada, createPublished, student } = school()
    const id = await createPublished()
    const asOwner = await ada.execute(FindCourse, { id })
    expect(asOwner.data.course).toMatchObject({ viewerCanEdit: true, viewerCanPublish: false })
    const asStudent = await student.execute(FindCourse, { id })
    expect(asStudent.data.course).toMatchObject({ viewerCanEdit: false, viewerCanPublish: false })
  })
})

describe('a reference from another subgraph', () => {
  const look = (typename: string, id: string) => async (person: Looker) => {
    const representations = [{ __typename: typename, id }]
    return (await person.execute(Entities, { representations })).data._entities[0] !== null
  }

  it('resolves whatever was ever published for everybody, and drafts for those who may edit them', async () => {
    const open = school()
    expect(await seeAs(open, look('Course', await open.createPublished()))).toEqual(everybody)
    expect(await seeAs(open, look('Course', await unpublish(open)))).toEqual(everybody)
    expect(await seeAs(open, look('Course', await open.createDraft()))).toEqual(editors)
    expect(await seeAs(open, look('Course', randomUUID()))).toEqual([])
    expect(await seeAs(open, look('Course', 'not an id'))).toEqual([])
  })

  it('resolves a module as its course', async () => {
    const open = school()
    const draft = await open.createModule(await open.createDraft())
    const published = await open.createModule(await open.createPublished())
    expect(await seeAs(open, look('Module', draft))).toEqual(editors)
    expect(await seeAs(open, look('Module', published))).toEqual(everybody)
  })
})

describe('User.courses', () => {
  it('lists published courses for everybody, drafts too for the person and administrators, newest first', async () => {
    const { admin, createDraft, createPublished, student, world } = school()
    const published = await createPublished('Public')
    const draft = await createDraft('Private')
    const representations = [{ __typename: 'User', id: school().ada.id }]
    const list = async (person: Looker, variables = {}): Promise<string[]> => {
      const { data } = await person.execute(UserCourses, { representations, ...variables })
      return data._entities[0].courses.edges.map(({ node }: { node: { id: string } }) => node.id)
    }
    const newest = { first: 1 }
    expect(await list(world.anonymous, newest)).toEqual([published])
    expect(await list(student, newest)).toEqual([published])
    expect(await list(school().ada, newest)).toEqual([draft])
    expect(await list(admin, newest)).toEqual([draft])
    expect(await list(admin, { ...newest, status: 'PUBLISHED' })).toEqual([published])
    expect(await list(student, { status: 'DRAFT' })).toEqual([])
  })

  it('goes on after a cursor', async () => {
    const { createDraft, ada } = school()
    const [older, newer] = [await createDraft(), await createDraft()]
    const representations = [{ __typename: 'User', id: ada.id }]
    const first = await ada.execute(UserCourses, { representations, first: 1 })
    const { edges, pageInfo } = first.data._entities[0].courses
    expect([edges[0].node.id, pageInfo.hasNextPage]).toEqual([newer, true])
    const second = await ada.execute(UserCourses, { representations, first: 1, after: pageInfo.endCursor })
    expect(second.data._entities[0].courses.edges).toEqual([{ node: { id: older } }])
  })
})

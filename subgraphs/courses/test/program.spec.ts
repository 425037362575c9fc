import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { CreateCategory, CreateProgram, SetProgramCourses } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'

const school = shareSchool()

const FindProgram = /* GraphQL */ `
  query ($slug: String!) {
    program(slug: $slug) {
      title
      courses {
        id
      }
    }
  }
`

const Programs = /* GraphQL */ `
  query ($first: Int, $after: String) {
    programs(first: $first, after: $after) {
      edges {
        node {
          title
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

describe('programs', () => {
  it('keep their courses in order and hide drafts', async () => {
    const { admin, createDraft, createPublished, student } = school()
    const made = await admin.execute(CreateProgram, {
      input: { title: 'First year', description: 'Basics.' },
    })
    const { id: programId, slug } = made.data.createProgram.program
    const [a, hidden, b] = [await createPublished(), await createDraft(), await createPublished()]
    const { data } = await admin.execute(SetProgramCourses, {
      input: { programId, courseIds: [b, hidden, a] },
    })
    expect(data.setProgramCourses.program.courses).toEqual([{ id: b }, { id: hidden }, { id: a }])
    const found = await student.execute(FindProgram, { slug })
    expect(found.data.program).toEqual({ title: 'First year', courses: [{ id: b }, { id: a }] })
  })

  it('are listed by title, page by page', async () => {
    const { admin, world } = school()
    for (const title of ['Zoo', 'Yoga']) {
      await admin.execute(CreateProgram, { input: { title, description: '' } })
    }
    const all = await world.anonymous.execute(Programs, {})
    const titles = all.data.programs.edges.map(({ node }: { node: { title: string } }) => node.title)
    const first = await world.anonymous.execute(Programs, { first: titles.length - 1 })
    const { endCursor } = first.data.programs.pageInfo
    const rest = await world.anonymous.execute(Programs, { after: endCursor })
    expect(rest.data.programs.edges).toEqual([{ node: { title: 'Zoo' } }])
  })

  it('have a slug of their own', async () => {
    const { admin } = school()
    const input = { title: 'Twice', description: '', slug: 'twice' }
    await admin.execute(CreateProgram, { input })
    expect(codesOf(await admin.execute(CreateProgram, { input }))).toEqual(['SLUG_TAKEN'])
  })

  it('know only courses that exist', async () => {
    const { admin } = school()
    const made = await admin.execute(CreateProgram, { input: { title: 'Lost', description: '' } })
    const { id: programId } = made.data.createProgram.program
    const unknownCourse = { programId, courseIds: [randomUUID()] }
    const unknownProgram = { programId: randomUUID(), courseIds: [] }
    expect(codesOf(await admin.execute(SetProgramCourses, { input: unknownCourse }))).toEqual(['NOT_FOUND'])
    expect(codesOf(await admin.execute(SetProgramCourses, { input: unknownProgram }))).toEqual(['NOT_FOUND'])
  })
})

describe('categories', () => {
  it('are listed by name with their parents', async () => {
    const { admin, world } = school()
    const art = await admin.execute(CreateCategory, { input: { name: 'Art' } })
    const parentId = art.data.createCategory.category.id
    await admin.execute(CreateCategory, { input: { name: 'Acting', parentId } })
    const { data } = await world.anonymous.execute('{ categories { slug parent { slug } } }')
    expect(data.categories).toEqual([
      { slug: 'acting', parent: { slug: 'art' } },
      { slug: 'art', parent: null },
    ])
  })

  it('refuse a slug that is taken, an empty name and an unknown parent', async () => {
    const { admin } = school()
    await admin.execute(CreateCategory, { input: { name: 'Law' } })
    const inputs = [{ name: 'Law' }, { name: ' ' }, { name: 'Tax law', parentId: randomUUID() }]
    const answers = await Promise.all(inputs.map((input) => admin.execute(CreateCategory, { input })))
    expect(answers.map(codesOf)).toEqual([['SLUG_TAKEN'], ['INVALID_INPUT'], ['NOT_FOUND']])
  })
})

describe('who arranges the catalogue', () => {
  it.each([
    ['createCategory', CreateCategory, { name: 'Mine' }],
    ['createProgram', CreateProgram, { title: 'Mine', description: '' }],
    ['setProgramCourses', SetProgramCourses, { programId: randomUUID(), courseIds: [] }],
  ])('%s is for administrators', async (_name, operation, input) => {
    const { ada, student, world } = school()
    const answers = await Promise.all(
      [world.anonymous, student, ada].map((person) => person.execute(operation, { input })),
    )
    expect(answers.map(codesOf)).toEqual([['UNAUTHENTICATED'], ['FORBIDDEN'], ['FORBIDDEN']])
  })
})

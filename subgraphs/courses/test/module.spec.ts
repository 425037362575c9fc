import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { FindCourse, CreateModule, MoveModule, RemoveModule, RenameModule } from './operations.ts'
import { codesOf, shareSchool } from './school.ts'
import type { School } from './school.ts'

const school = shareSchool()

async function listTitles({ ada }: School, courseId: string): Promise<string[]> {
  const { data } = await ada.execute(FindCourse, { id: courseId })
  return data.course.modules.map(({ title }: { title: string }) => title)
}

async function createCourseOf(open: School, titles: readonly string[]) {
  const courseId = await open.createDraft()
  const ids: string[] = []
  for (const title of titles) ids.push(await open.createModule(courseId, title))
  return { courseId, ids }
}

describe('createModule', () => {
  it('adds at the end, and says so', async () => {
    const { courseId, ids } = await createCourseOf(school(), ['one', 'two'])
    expect(await listTitles(school(), courseId)).toEqual(['one', 'two'])
    const said = (await school().world.said('module.changed')).filter(
      ({ aggregateId }) => aggregateId === ids[1],
    )
    expect(said).toMatchObject([
      { aggregateVersion: 1, payload: { moduleId: ids[1], courseId, title: 'two', isRemoved: false } },
    ])
  })

  it('keeps every one of those that are added at once', async () => {
    const courseId = await school().createDraft()
    const titles = Array.from({ length: 8 }, (_, index) => `module ${index}`)
    await Promise.all(titles.map((title) => school().createModule(courseId, title)))
    expect(new Set(await listTitles(school(), courseId))).toEqual(new Set(titles))
  })

  it('refuses an empty title', async () => {
    const { ada, createDraft } = school()
    const input = { courseId: await createDraft(), title: ' ' }
    expect(codesOf(await ada.execute(CreateModule, { input }))).toEqual(['INVALID_INPUT'])
  })

  it('refuses one more than two hundred', async () => {
    const { ada, createDraft, world } = school()
    const courseId = await createDraft()
    await world.dependencies.pool.query(
      `INSERT INTO courses.module (course_id, title, position)
       SELECT $1, 'm', 'b' || lpad(n::text, 3, '0') || 'V' FROM generate_series(1, 200) n`,
      [courseId],
    )
    const answer = await ada.execute(CreateModule, { input: { courseId, title: 'one more' } })
    expect(codesOf(answer)).toEqual(['LIMIT_REACHED'])
  })
})

describe('moveModule', () => {
  it.each([
    [2, null, ['c', 'a', 'b']],
    [0, 2, ['b', 'c', 'a']],
    [0, 1, ['b', 'a', 'c']],
    [1, 0, ['a', 'b', 'c']],
    [0, null, ['a', 'b', 'c']],
  ])('moves number %o after number %o', async (moved, after, expected) => {
    const { courseId, ids } = await createCourseOf(school(), ['a', 'b', 'c'])
    const afterModuleId = after === null ? null : ids[after]
    await school().ada.execute(MoveModule, { input: { moduleId: ids[moved], afterModuleId } })
    expect(await listTitles(school(), courseId)).toEqual(expected)
  })

  it('writes one row', async () => {
    const { ids, courseId } = await createCourseOf(school(), ['a', 'b', 'c', 'd'])
    await school().ada.execute(MoveModule, { input: { moduleId: ids[3], afterModuleId: ids[0] } })
    const { rows } = await school().world.dependencies.pool.query(
      'SELECT id FROM courses.module WHERE course_id = $1 AND version > 1',
      [courseId],
    )
    expect(rows).toEqual([{ id: ids[3] }])
  })

  it('keeps one order of all modules, whoever moves at the same time', async () => {
    const { courseId, ids } = await createCourseOf(school(), ['a', 'b', 'c', 'd', 'e', 'f'])
    const [first, ...others] = ids
    const answers = await Promise.all(
      others.map((moduleId) =>
        school().ada.execute(MoveModule, { input: { moduleId, afterModuleId: first } }),
      ),
    )
    expect(answers.flatMap(codesOf)).toEqual([])
    const titles = await listTitles(school(), courseId)
    expect(titles[0]).toBe('a')
    expect(new Set(titles)).toEqual(new Set(['a', 'b', 'c', 'd', 'e', 'f']))
    const { rows } = await school().world.dependencies.pool.query(
      'SELECT count(DISTINCT position)::int AS positions FROM courses.module WHERE course_id = $1',
      [courseId],
    )
    expect(rows).toEqual([{ positions: 6 }])
  })

  it('refuses a place after itself, after a stranger and after nothing', async () => {
    const { ids } = await createCourseOf(school(), ['a'])
    const other = await createCourseOf(school(), ['x'])
    const [moduleId] = ids
    const places = [moduleId, other.ids[0], randomUUID()]
    const answers = await Promise.all(
      places.map((afterModuleId) => school().ada.execute(MoveModule, { input: { moduleId, afterModuleId } })),
    )
    expect(answers.map(codesOf)).toEqual([['INVALID_INPUT'], ['NOT_FOUND'], ['NOT_FOUND']])
  })
})

describe('renameModule', () => {
  it('gives a new name', async () => {
    const { courseId, ids } = await createCourseOf(school(), ['old'])
    await school().ada.execute(RenameModule, { input: { moduleId: ids[0], title: 'new' } })
    expect(await listTitles(school(), courseId)).toEqual(['new'])
  })
})

describe('removeModule', () => {
  it('takes a module away, and says so', async () => {
    const { courseId, ids } = await createCourseOf(school(), ['stays', 'goes'])
    const { data } = await school().ada.execute(RemoveModule, { input: { moduleId: ids[1] } })
    expect(data.removeModule).toEqual({ module: { id: ids[1] }, userErrors: [] })
    expect(await listTitles(school(), courseId)).toEqual(['stays'])
    const said = await school().world.said('module.changed')
    expect(said.filter(({ aggregateId }) => aggregateId === ids[1]).at(-1)).toMatchObject({
      aggregateVersion: 2,
      payload: { isRemoved: true },
    })
  })

  it('keeps the last module of a published course', async () => {
    const { ada, createPublished } = school()
    const { data } = await ada.execute(FindCourse, { id: await createPublished() })
    const moduleId = data.course.modules[0].id
    const answer = await ada.execute(RemoveModule, { input: { moduleId } })
    expect(answer.data.removeModule).toEqual({
      module: null,
      userErrors: [{ code: 'COURSE_NOT_PUBLISHABLE', missing: ['MODULE'] }],
    })
  })
})

describe('who may change a module', () => {
  it.each([
    ['renameModule', RenameModule, { title: 'x' }],
    ['moveModule', MoveModule, { afterModuleId: null }],
    ['removeModule', RemoveModule, {}],
  ])('%s is for the instructors of its course and administrators', async (_name, operation, fields) => {
    const { admin, ada, createPublished, stranger, student, world } = school()
    const { data } = await ada.execute(FindCourse, { id: await createPublished() })
    const published = { input: { moduleId: data.course.modules[0].id, ...fields } }
    const draft = { input: { moduleId: (await createCourseOf(school(), ['a'])).ids[0], ...fields } }
    const unknown = { input: { moduleId: randomUUID(), ...fields } }
    expect([
      codesOf(await world.anonymous.execute(operation, published)),
      codesOf(await student.execute(operation, published)),
      codesOf(await stranger.execute(operation, published)),
      codesOf(await stranger.execute(operation, draft)),
      codesOf(await admin.execute(operation, unknown)),
      codesOf(await admin.execute(operation, draft)),
    ]).toEqual([['UNAUTHENTICATED'], ['FORBIDDEN'], ['FORBIDDEN'], ['NOT_FOUND'], ['NOT_FOUND'], []])
  })
})

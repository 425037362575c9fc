import { describe, expect, it } from 'vitest'

import { AllCourses, CreateCategory, CreateProgram, SetProgramCourses, courseMutation } from './operations.ts'
import { codesOf, openSchool, shareSchool } from './school.ts'
import type { School } from './school.ts'

type Variables = Readonly<Record<string, unknown>>

async function listTitles({ world }: School, variables: Variables = {}): Promise<string[]> {
  const { data, errors } = await world.anonymous.execute(AllCourses, variables)
  expect(errors).toBeUndefined()
  return data.allCourses.edges.map(({ node }: { node: { title: string } }) => node.title)
}

/** Every page, one after the other; `between` runs after the first. */
async function listPages({ world }: School, variables: Variables, between?: () => Promise<unknown>) {
  const titles: string[] = []
  let after: string | null = null
  do {
    const { data } = await world.anonymous.execute(AllCourses, { ...variables, after })
    const { edges, pageInfo } = data.allCourses
    titles.push(...edges.map(({ node }: { node: { title: string } }) => node.title))
    if (after === null) await between?.()
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  return titles
}

describe('a search', () => {
  const school = shareSchool()

  async function fillShelf() {
    const { createPublished } = school()
    await createPublished('Internet of Things for Beginners', { summary: 'Sensors, farms and clouds' })
    await createPublished('Python from scratch', { description: 'Write programs that sense the weather.' })
    await createPublished('Café culture', { summary: 'Espresso and other drinks' })
    await createPublished('Watercolour', { description: 'Paper, brushes and pigments.' })
  }

  it('finds by word, stem, accent, likeness and quotation', async () => {
    await fillShelf()
    const found = async (search: string) => await listTitles(school(), { search })
    expect(await found('internet of things')).toEqual(['Internet of Things for Beginners'])
    expect(await found('INTERNT OF THIGNS')).toEqual(['Internet of Things for Beginners'])
    expect(await found('beginer')).toEqual(['Internet of Things for Beginners'])
    expect(await found('pyhton')).toEqual(['Python from scratch'])
    expect(await found('cafe')).toEqual(['Café culture'])
    expect(await found('expresso')).toEqual(['Café culture'])
    expect(await found('brush')).toEqual(['Watercolour'])
    expect(await found('"from scratch"')).toEqual(['Python from scratch'])
    expect(await found('quantum')).toEqual([])
    expect(await found(`'"; DROP TABLE course; -- & | ! (`)).toEqual([])
  })

  it('puts a title before a description, and what is written right before what resembles it', async () => {
    const { createPublished } = school()
    await createPublished('Weathering of rocks')
    await createPublished('Wetter', { description: 'Nothing but rain.' })
    await createPublished('Sailing', { description: 'Know the weather.' })
    await createPublished('Weather', { description: 'Clouds.' })
    const titles = await listTitles(school(), { search: 'weather' })
    expect(titles[0]).toBe('Weather')
    expect(titles).toContain('Sailing')
  })

  it('may have letters that look like signs of a query language', async () => {
    const { createPublished } = school()
    await createPublished('Biltong ŉa vuur', { description: 'Meat.' })
    expect(await listTitles(school(), { search: 'ŉa biltogn' })).toContain('Biltong ŉa vuur')
  })

  it('has a length that is bounded', async () => {
    const answer = await school().world.anonymous.execute(AllCourses, { search: 'x'.repeat(201) })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
  })
})

describe('a filter', () => {
  const school = shareSchool()

  it('combines level, language, price, instructor, category and program', async () => {
    const { ada, admin, createDraft, createPublished, stranger } = school()
    const plain = await createPublished('Plain')
    const special = await createPublished('Special', { level: 'ADVANCED', language: 'pt-BR' })
    await createDraft('Hidden', { level: 'ADVANCED' })
    const parent = await admin.execute(CreateCategory, { input: { name: 'Science' } })
    const child = await admin.execute(CreateCategory, {
      input: { name: 'Physics', parentId: parent.data.createCategory.category.id },
    })
    expect(child.data.createCategory.category.parent).toEqual({ slug: 'science' })
    await ada.execute(courseMutation('setCourseCategories'), {
      input: { courseId: special, categoryIds: [child.data.createCategory.category.id] },
    })
    await ada.execute(courseMutation('setCoursePrice'), {
      input: { courseId: special, price: { amountMinor: 100, currency: 'EUR' } },
    })
    await ada.execute(courseMutation('addCourseInstructor'), {
      input: { courseId: special, userId: stranger.id },
    })
    const program = await admin.execute(CreateProgram, { input: { title: 'Path', description: '' } })
    await admin.execute(SetProgramCourses, {
      input: { programId: program.data.createProgram.program.id, courseIds: [special, plain] },
    })
    const found = async (filter: Variables) => await listTitles(school(), { filter, orderBy: 'TITLE' })
    expect(await found({})).toEqual(['Plain', 'Special'])
    expect(await found({ level: 'ADVANCED' })).toEqual(['Special'])
    expect(await found({ language: 'pt' })).toEqual(['Special'])
    expect(await found({ language: 'p' })).toEqual([])
    expect(await found({ isFree: true })).toEqual(['Plain'])
    expect(await found({ isFree: false })).toEqual(['Special'])
    expect(await found({ instructorId: stranger.id })).toEqual(['Special'])
    expect(await found({ instructorId: 'nobody' })).toEqual([])
    expect(await found({ categorySlug: 'science' })).toEqual(['Special'])
    expect(await found({ categorySlug: 'physics', level: 'BEGINNER' })).toEqual([])
    expect(await found({ programSlug: 'path' })).toEqual(['Plain', 'Special'])
    expect(await found({ programSlug: 'none' })).toEqual([])
  })
})

describe('an order', () => {
  it.each(['NEWEST', 'TITLE', 'POPULARITY', 'RELEVANCE'])(
    '%s gives every course once, page by page, while others are published',
    async (orderBy) => {
      await using school = await openSchool()
      const titles = ['Éclair baking', 'Bread baking', 'Advanced baking', 'Cake baking', 'Doughnut baking']
      for (const title of titles) {
        await school.createPublished(title)
        school.world.clock.advance(1_000)
      }
      const variables = { first: 2, orderBy, search: orderBy === 'RELEVANCE' ? 'baking' : null }
      const listed = await listPages(school, variables, () => school.createPublished('Apple baking'))
      const ofBefore = listed.filter((title) => title !== 'Apple baking')
      expect(ofBefore.toSorted()).toEqual(titles.toSorted())
      expect(new Set(listed).size).toBe(listed.length)
      if (orderBy === 'TITLE') {
        expect(ofBefore).toEqual([
          'Advanced baking',
          'Bread baking',
          'Cake baking',
          'Doughnut baking',
          'Éclair baking',
        ])
      }
      if (orderBy === 'NEWEST') expect(listed).toEqual(titles.toReversed())
    },
  )

  it('follows the number of learners', async () => {
    await using school = await openSchool()
    await school.createPublished('Lonely')
    const courseId = await school.createPublished('Loved')
    await school.world.dependencies.pool.query(
      'UPDATE courses.course SET enrollment_count = 5 WHERE id = $1',
      [courseId],
    )
    school.world.clock.advance(1_000)
    await school.createPublished('Young')
    expect(await listTitles(school, { orderBy: 'POPULARITY' })).toEqual(['Loved', 'Young', 'Lonely'])
  })
})

describe('a cursor', () => {
  const school = shareSchool()
  const encode = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')

  it.each([
    ['of another order', encode(['TITLE', 'a', '0199f1c8-0000-7000-8000-000000000000'])],
    ['with a made-up key', encode(['NEWEST', 'yesterday', '0199f1c8-0000-7000-8000-000000000000'])],
    ['with a made-up id', encode(['NEWEST', '2026-01-01T00:00:00Z', 'x'])],
    ['that is none', 'nonsense'],
  ])('%s is refused', async (_name, after) => {
    const answer = await school().world.anonymous.execute(AllCourses, { orderBy: 'NEWEST', after })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
  })

  it.each([0, 101, 1_000])('page of %o is refused', async (first) => {
    expect(codesOf(await school().world.anonymous.execute(AllCourses, { first }))).toEqual(['BAD_USER_INPUT'])
  })
})

import { describe, expect, it } from 'vitest'

import { CreateCourse, FindCourse } from './operations.ts'
import { openSchool } from './school.ts'

describe('createCourse', () => {
  it('makes a draft whose creator teaches it', async () => {
    await using school = await openSchool()
    const { data, errors } = await school.ada.execute(CreateCourse, {
      title: ' Internet of Things ',
      description: '# Sensors',
    })
    expect(errors).toBeUndefined()
    expect(data.createCourse).toEqual({
      course: {
        id: expect.any(String),
        slug: 'internet-of-things',
        title: 'Internet of Things',
        summary: null,
        description: '# Sensors',
        level: 'BEGINNER',
        language: 'en',
        status: 'DRAFT',
        publishedAt: null,
        capacity: null,
        enrollmentCount: 0,
        price: null,
        instructors: [{ id: school.ada.id }],
        prerequisites: [],
        categories: [],
        modules: [],
        viewerCanEdit: true,
        viewerCanPublish: true,
        viewerIsFollowing: false,
      },
      userErrors: [],
    })
  })

  it('says course.updated with the state of the draft', async () => {
    await using school = await openSchool()
    const courseId = await school.createDraft('Algebra')
    expect(await school.world.said()).toEqual([
      {
        type: 'course.updated',
        aggregateId: courseId,
        aggregateVersion: 1,
        payload: {
          courseId,
          slug: 'algebra',
          title: 'Algebra',
          status: 'DRAFT',
          price: null,
          capacity: null,
          prerequisiteIds: [],
          instructorIds: [school.ada.id],
        },
      },
    ])
  })

  it('numbers the slug of a title that is used again, at the same time too', async () => {
    await using school = await openSchool()
    const ids = await Promise.all([1, 2, 3].map(() => school.createDraft('Algebra')))
    const found = await Promise.all(ids.map((id) => school.ada.execute(FindCourse, { id })))
    expect(new Set(found.map(({ data }) => data.course.slug))).toEqual(
      new Set(['algebra', 'algebra-2', 'algebra-3']),
    )
  })

  it('refuses a slug that is taken', async () => {
    await using school = await openSchool()
    await school.createDraft('Algebra', { slug: 'maths' })
    const { data } = await school.ada.execute(CreateCourse, {
      title: 'Geometry',
      description: '',
      slug: 'maths',
    })
    expect(data.createCourse).toEqual({
      course: null,
      userErrors: [
        { __typename: 'BasicUserError', code: 'SLUG_TAKEN', message: 'This slug is taken', path: ['slug'] },
      ],
    })
  })

  it('keeps the canonical form of the language', async () => {
    await using school = await openSchool()
    const id = await school.createDraft('Álgebra', { language: 'pt-br', level: 'ADVANCED' })
    const { data } = await school.ada.execute(FindCourse, { id })
    expect(data.course).toMatchObject({ language: 'pt-BR', level: 'ADVANCED', slug: 'algebra' })
  })

  it.each([
    [{ title: '  ' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ slug: 'No Slug' }, 'slug'],
    [{ language: 'not a language' }, 'language'],
    [{ summary: 'x'.repeat(501) }, 'summary'],
  ])('refuses %o', async (fault, field) => {
    await using school = await openSchool()
    const variables = { title: 'Algebra', description: '', ...fault }
    const { data } = await school.ada.execute(CreateCourse, variables)
    expect(data.createCourse.userErrors).toMatchObject([{ code: 'INVALID_INPUT', path: [field] }])
    expect(await school.world.said()).toEqual([])
  })

  it('is for instructors and administrators', async () => {
    await using school = await openSchool()
    const { world, admin, student } = school
    const variables = { title: 'Algebra', description: '' }
    const answers = await Promise.all(
      [world.anonymous, student, admin].map((person) => person.execute(CreateCourse, variables)),
    )
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.['code'])).toEqual([
      'UNAUTHENTICATED',
      'FORBIDDEN',
      undefined,
    ])
  })
})

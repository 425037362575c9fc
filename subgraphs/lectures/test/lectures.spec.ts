import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import {
  codeOf,
  courseEvent,
  createText,
  createVideo,
  enrollmentEvent,
  listLectures,
  mediaEvent,
  moduleEvent,
  openSchool,
  payloadOf,
} from './seed.ts'
import type { School } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld(createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const lectureQuery = /* GraphQL */ `
  query ($id: ID!) {
    lecture(id: $id) {
      id
      kind
      title
      isPreview
      durationSeconds
      viewerCanWatch
      viewerCanEdit
      textMarkdown
      textHtml
      media {
        id
      }
      externalVideo {
        provider
        videoId
        embedUrl
      }
      attachments {
        id
        title
        media {
          id
        }
      }
      course {
        id
      }
      module {
        id
      }
    }
  }
`

const createMutations: Readonly<Record<string, string>> = {
  createTextLecture: /* GraphQL */ `
    mutation ($input: CreateTextLectureInput!) {
      createTextLecture(input: $input) {
        lecture {
          id
          kind
          title
          isPreview
          textMarkdown
        }
        userErrors {
          code
          path
        }
      }
    }
  `,
  createMediaLecture: /* GraphQL */ `
    mutation ($input: CreateMediaLectureInput!) {
      createMediaLecture(input: $input) {
        lecture {
          id
          kind
          durationSeconds
          media {
            id
          }
        }
        userErrors {
          code
          path
        }
      }
    }
  `,
  createExternalVideoLecture: /* GraphQL */ `
    mutation ($input: CreateExternalVideoLectureInput!) {
      createExternalVideoLecture(input: $input) {
        lecture {
          id
          kind
          durationSeconds
          externalVideo {
            provider
            videoId
            embedUrl
          }
        }
        userErrors {
          code
          path
        }
      }
    }
  `,
}

function create(by: Pick<TestPerson, 'execute'>, mutation: string, input: object) {
  return by.execute(createMutations[mutation] ?? '', { input })
}

describe('createTextLecture', () => {
  it('adds a lecture at the end of the module and says so', async () => {
    const { owner, moduleId, courseId } = await openSchool(world)
    const first = await createText(owner, moduleId)
    const { lecture } = payloadOf(
      await create(owner, 'createTextLecture', {
        moduleId,
        title: ' Second ',
        textMarkdown: 'x',
        isPreview: true,
      }),
    )
    expect(lecture).toMatchObject({ kind: 'TEXT', title: 'Second', isPreview: true, textMarkdown: 'x' })
    expect(await listLectures(owner, moduleId)).toEqual([first, lecture.id])
    const said = await world.said('lecture.published')
    expect(said.find(({ aggregateId }) => aggregateId === lecture.id)).toEqual({
      type: 'lecture.published',
      aggregateId: lecture.id,
      aggregateVersion: 1,
      payload: {
        lectureId: lecture.id,
        courseId,
        moduleId,
        title: 'Second',
        kind: 'TEXT',
        isPreview: true,
        mediaAssetId: null,
      },
    })
  })

  it.each([
    [{ title: ' ' }, ['input', 'title']],
    [{ title: 'x'.repeat(201) }, ['input', 'title']],
    [{ title: 'a\0b' }, ['input', 'title']],
    [{ textMarkdown: 'x'.repeat(200_001) }, ['input', 'textMarkdown']],
  ])('refuses malformed input %#', async (fault, path) => {
    const { owner, moduleId } = await openSchool(world)
    const answer = await create(owner, 'createTextLecture', {
      moduleId,
      title: 'T',
      textMarkdown: 'x',
      ...fault,
    })
    expect(payloadOf(answer)).toEqual({ lecture: null, userErrors: [{ code: 'INVALID_INPUT', path }] })
    expect(await listLectures(owner, moduleId)).toEqual([])
  })

  it('waits for a module that was made a moment ago', async () => {
    const { owner, courseId } = await openSchool(world)
    const module = moduleEvent({ courseId })
    const creating = createText(owner, module.payload.moduleId)
    await world.emit(module)
    expect(await creating).toEqual(expect.any(String))
  })

  it.each(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'no id'])(
    'does not find the module %s',
    async (moduleId) => {
      const { owner } = await openSchool(world)
      const answer = await create(owner, 'createTextLecture', { moduleId, title: 'T', textMarkdown: 'x' })
      expect(codeOf(answer)).toBe('NOT_FOUND')
    },
  )

  it('keeps every one of many lectures that are added at once', async () => {
    const { owner, moduleId } = await openSchool(world)
    const ids = await Promise.all(Array.from({ length: 12 }, () => createText(owner, moduleId)))
    expect([...((await listLectures(owner, moduleId)) ?? [])].sort()).toEqual([...ids].sort())
  })
})

describe('createMediaLecture', () => {
  it('knows the length of an asset that is ready, before or after', async () => {
    const { owner, moduleId } = await openSchool(world)
    const before = mediaEvent({ ownerId: owner.id, durationSeconds: 61.5 })
    const after = mediaEvent({ ownerId: owner.id, durationSeconds: 12 })
    await world.emit(before)
    const lengthOf = async (id: string) =>
      (await owner.execute(lectureQuery, { id })).data.lecture.durationSeconds
    const ready = await createVideo(owner, moduleId, { mediaAssetId: before.payload.assetId })
    const early = await createVideo(owner, moduleId, { mediaAssetId: after.payload.assetId })
    expect([await lengthOf(ready), await lengthOf(early)]).toEqual([61.5, null])
    await world.emit(after)
    expect(await lengthOf(early)).toBe(12)
  })

  it.each([
    ["somebody else's file", (school: School) => mediaEvent({ ownerId: school.stranger.id })],
    ['a file of another kind', (school: School) => mediaEvent({ ownerId: school.owner.id, kind: 'AUDIO' })],
  ])('refuses %s', async (_name, makeAsset) => {
    const school = await openSchool(world)
    const asset = makeAsset(school)
    await world.emit(asset)
    const { moduleId, owner } = school
    const answer = await create(owner, 'createMediaLecture', {
      moduleId,
      kind: 'VIDEO',
      title: 'V',
      mediaAssetId: asset.payload.assetId,
    })
    expect(payloadOf(answer)).toEqual({
      lecture: null,
      userErrors: [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'mediaAssetId'] }],
    })
  })

  it('has no text lectures', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, kind: 'TEXT', title: 'V', mediaAssetId: randomUUID() }
    expect(payloadOf(await create(owner, 'createMediaLecture', input))['userErrors']).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'kind'] },
    ])
  })
})

describe('createExternalVideoLecture', () => {
  it('reads the address and makes that of the player', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, title: 'V', video: 'https://youtu.be/dQw4w9WgXcQ', durationSeconds: 212 }
    expect(payloadOf(await create(owner, 'createExternalVideoLecture', input)).lecture).toMatchObject({
      kind: 'EXTERNAL_VIDEO',
      durationSeconds: 212,
      externalVideo: {
        provider: 'YOUTUBE',
        videoId: 'dQw4w9WgXcQ',
        embedUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      },
    })
  })

  it('refuses the address of anything else', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, title: 'V', video: 'https://evil.example/watch?v=dQw4w9WgXcQ' }
    expect(payloadOf(await create(owner, 'createExternalVideoLecture', input))).toEqual({
      lecture: null,
      userErrors: [{ code: 'UNSUPPORTED_VIDEO_URL', path: ['input', 'video'] }],
    })
  })
})

describe('a lecture', () => {
  const people = ['owner', 'administrator', 'learner', 'student', 'stranger', 'anonymous'] as const
  const insiders = ['owner', 'administrator', 'learner']
  const editors = ['owner', 'administrator']

  describe.each(['DRAFT', 'PUBLISHED', 'UNPUBLISHED'] as const)('of a %s course', (status) => {
    it.each([true, false])(
      'shows itself and its content to those it is for (preview: %s)',
      async (isPreview) => {
        const school = await openSchool(world, { status })
        const id = await createText(school.owner, school.moduleId, { isPreview })
        const isPublished = status === 'PUBLISHED'
        for (const who of people) {
          const person = who === 'anonymous' ? world.anonymous : school[who]
          const { data } = await person.execute(lectureQuery, { id })
          const canWatch = insiders.includes(who) || (isPreview && isPublished)
          const lecture = {
            id,
            kind: 'TEXT',
            title: 'A text',
            isPreview,
            durationSeconds: null,
            viewerCanWatch: canWatch,
            viewerCanEdit: editors.includes(who),
            textMarkdown: canWatch ? '# Hello' : null,
            textHtml: canWatch ? '<h1>Hello</h1>\n' : null,
            media: null,
            externalVideo: null,
            attachments: canWatch ? [] : null,
            course: { id: school.courseId },
            module: { id: school.moduleId },
          }
          const isVisible = isPublished || insiders.includes(who)
          expect({ who, lecture: data.lecture }).toEqual({ who, lecture: isVisible ? lecture : null })
          expect(await listLectures(person, school.moduleId)).toEqual(isVisible ? [id] : null)
        }
      },
    )
  })

  it.each([
    ['PENDING_PAYMENT', false],
    ['ACTIVE', true],
    ['COMPLETED', true],
    ['CANCELLED', false],
  ] as const)('opens to an enrolment that is %s: %s', async (status, canWatch) => {
    const { courseId, moduleId, owner, student } = await openSchool(world)
    const id = await createText(owner, moduleId)
    await world.emit(enrollmentEvent({ userId: student.id, courseId, status }))
    const { data } = await student.execute(lectureQuery, { id })
    expect(data.lecture.viewerCanWatch).toBe(canWatch)
  })

  it('answers null for an id that is none', async () => {
    expect(await world.anonymous.execute(lectureQuery, { id: 'no id' })).toEqual({ data: { lecture: null } })
  })

  it('is found by reference, by those who may know of it', async () => {
    const { moduleId, owner, student } = await openSchool(world, { status: 'DRAFT' })
    const id = await createText(owner, moduleId)
    const query = /* GraphQL */ `
      query ($id: ID!) {
        _entities(representations: [{ __typename: "Lecture", id: $id }]) {
          ... on Lecture {
            title
          }
        }
      }
    `
    expect((await owner.execute(query, { id })).data).toEqual({ _entities: [{ title: 'A text' }] })
    expect((await student.execute(query, { id })).data).toEqual({ _entities: [null] })
  })
})

describe('what is heard of others', () => {
  it('removes the lectures of a removed module, and says so', async () => {
    const { courseId, moduleId, owner } = await openSchool(world)
    const id = await createText(owner, moduleId)
    await world.emit(moduleEvent({ courseId, moduleId, isRemoved: true, version: 2 }))
    expect((await owner.execute(lectureQuery, { id })).data.lecture).toBeNull()
    const removed = (await world.said('lecture.removed')).filter(({ aggregateId }) => aggregateId === id)
    expect(removed).toEqual([
      {
        type: 'lecture.removed',
        aggregateId: id,
        aggregateVersion: 2,
        payload: { lectureId: id, courseId, moduleId },
      },
    ])
  })

  it('removes the lectures of a deleted course', async () => {
    const { courseId, moduleId, owner } = await openSchool(world)
    const id = await createText(owner, moduleId)
    await world.emit(courseEvent('course.deleted', { courseId, instructorIds: [owner.id], version: 2 }))
    expect((await owner.execute(lectureQuery, { id })).data.lecture).toBeNull()
    const removed = (await world.said('lecture.removed')).filter(({ aggregateId }) => aggregateId === id)
    expect(removed).toHaveLength(1)
  })

  it('never lets an older state overwrite a newer one', async () => {
    const { courseId, moduleId, owner, stranger, student } = await openSchool(world)
    const id = await createText(owner, moduleId)
    await world.emit(
      courseEvent('course.unpublished', {
        courseId,
        status: 'UNPUBLISHED',
        instructorIds: [owner.id],
        version: 3,
      }),
    )
    await world.emit(courseEvent('course.updated', { courseId, instructorIds: [stranger.id], version: 2 }))
    expect((await student.execute(lectureQuery, { id })).data.lecture).toBeNull()
    expect((await stranger.execute(lectureQuery, { id })).data.lecture).toBeNull()
    const enrollment = { enrollmentId: randomUUID(), userId: student.id, courseId }
    await world.emit(enrollmentEvent({ ...enrollment, status: 'CANCELLED', version: 2 }))
    await world.emit(enrollmentEvent({ ...enrollment, status: 'ACTIVE', version: 1 }))
    expect((await student.execute(lectureQuery, { id })).data.lecture).toBeNull()
  })

  it('does not bring back a module whose removal came first', async () => {
    const { courseId, owner } = await openSchool(world)
    const moduleId = randomUUID()
    await world.emit(moduleEvent({ courseId, moduleId, isRemoved: true, version: 2 }))
    await world.emit(moduleEvent({ courseId, moduleId, version: 1 }))
    expect(await listLectures(owner, moduleId)).toBeNull()
  })

  it('knows a module that comes before its course', async () => {
    const owner = world.person()
    const course = courseEvent('course.updated', { instructorIds: [owner.id] })
    const module = moduleEvent({ courseId: course.payload.courseId })
    await world.emit(module)
    await world.emit(course)
    expect(await createText(owner, module.payload.moduleId)).toEqual(expect.any(String))
  })
})

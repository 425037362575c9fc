import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { createText, enrollmentEvent, listLectures, openSchool } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
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

import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { courseEvent, createText, enrollmentEvent, listLectures, moduleEvent, openSchool } from './seed.ts'

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

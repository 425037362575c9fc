import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { courseEvent, createVideo, enrollmentEvent, mediaEvent, moduleEvent } from './seed.ts'

const courseCount = 50

interface Place {
  readonly courseId: string
  readonly moduleId: string
  readonly assetId: string
}

let world: World<Subgraph>
let learner: TestPerson
let places: readonly Place[]

beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
  learner = world.person()
  const owner = world.person()
  places = Array.from({ length: courseCount }, () => ({
    courseId: randomUUID(),
    moduleId: randomUUID(),
    assetId: randomUUID(),
  }))
  const events: NewEvent[] = places.flatMap(({ courseId, moduleId, assetId }) => [
    courseEvent('course.updated', { courseId, instructorIds: [owner.id] }),
    moduleEvent({ courseId, moduleId }),
    enrollmentEvent({ userId: learner.id, courseId }),
    mediaEvent({ assetId, ownerId: owner.id }),
  ])
  await world.emit(...events)
  for (const { moduleId, assetId } of places) await createVideo(owner, moduleId, { mediaAssetId: assetId })
})
afterAll(() => world[Symbol.asyncDispose]())

const query = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Course {
        lectureCount
        totalDurationSeconds
      }
      ... on Module {
        lectures {
          id
          title
          viewerCanWatch
          viewerCanEdit
          textHtml
          media {
            id
            accessGrant
          }
          attachments {
            id
          }
          viewerProgress {
            watchedPercent
          }
          annotations {
            edges {
              node {
                id
              }
            }
          }
        }
      }
      ... on Lecture {
        title
      }
      ... on MediaAsset {
        accessGrant
      }
    }
  }
`

async function ask(count: number) {
  const representations = places.slice(0, count).flatMap(({ courseId, moduleId, assetId }) => [
    { __typename: 'Course', id: courseId },
    { __typename: 'Module', id: moduleId },
    { __typename: 'MediaAsset', id: assetId },
  ])
  const { data, errors } = await learner.execute(query, { representations })
  expect(errors).toBeUndefined()
  return data._entities
}

describe('the number of SQL statements', () => {
  it('is the same for 5 and for 50 courses, modules, lectures and assets', async () => {
    const few = await world.countStatements(() => ask(5))
    const many = await world.countStatements(() => ask(courseCount))
    expect(many).toBe(few)
    expect(many).toBeLessThanOrEqual(12)
  })

  it('answers every one of them', async () => {
    const entities = await ask(courseCount)
    expect(entities).toHaveLength(3 * courseCount)
    expect(entities[0]).toEqual({ lectureCount: 1, totalDurationSeconds: 100 })
    expect(entities[1].lectures).toMatchObject([
      { viewerCanWatch: true, viewerProgress: { watchedPercent: 0 } },
    ])
    expect(entities[2]).toEqual({ accessGrant: expect.any(String) })
  })
})

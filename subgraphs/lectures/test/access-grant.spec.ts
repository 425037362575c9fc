import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { verifyPlaybackGrant } from '@lyceum/ports/playback-grant'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import {
  courseEvent,
  createText,
  createVideo,
  enrollmentEvent,
  mediaEvent,
  moduleEvent,
  openSchool,
  payloadOf,
} from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const grantQuery = /* GraphQL */ `
  query ($id: ID!) {
    _entities(representations: [{ __typename: "MediaAsset", id: $id }]) {
      ... on MediaAsset {
        accessGrant
      }
    }
  }
`

async function findGrant(by: Pick<TestPerson, 'execute'>, id: string): Promise<string | null> {
  const { data } = await by.execute(grantQuery, { id })
  return data._entities[0].accessGrant
}

async function isGranted(by: Pick<TestPerson, 'execute'> & { readonly id?: string }, assetId: string) {
  const token = await findGrant(by, assetId)
  if (token === null) return false
  const { clock, playbackGrantSecret: secret } = world.dependencies
  return await verifyPlaybackGrant(token, { assetId, viewerId: by.id ?? null }, { secret, clock })
}

const attachMutation = /* GraphQL */ `
  mutation ($input: AddAttachmentInput!) {
    addAttachment(input: $input) {
      userErrors {
        code
      }
    }
  }
`

describe('MediaAsset.accessGrant', () => {
  it('is given to those who may watch the lecture', async () => {
    const school = await openSchool(world)
    const asset = mediaEvent({ ownerId: school.owner.id })
    const { assetId } = asset.payload
    await world.emit(asset)
    await createVideo(school.owner, school.moduleId, { mediaAssetId: assetId })
    expect({
      anonymous: await isGranted(world.anonymous, assetId),
      student: await isGranted(school.student, assetId),
      stranger: await isGranted(school.stranger, assetId),
      learner: await isGranted(school.learner, assetId),
      owner: await isGranted(school.owner, assetId),
      administrator: await isGranted(school.administrator, assetId),
    }).toEqual({
      anonymous: false,
      student: false,
      stranger: false,
      learner: true,
      owner: true,
      administrator: true,
    })
  })

  it('is given to everybody for a preview of a published course alone', async () => {
    const published = await openSchool(world)
    const draft = await openSchool(world, { status: 'DRAFT' })
    for (const { owner, moduleId, status } of [
      { ...published, status: true },
      { ...draft, status: false },
    ]) {
      const asset = mediaEvent({ ownerId: owner.id })
      await world.emit(asset)
      const mediaAssetId = asset.payload.assetId
      await createVideo(owner, moduleId, { mediaAssetId, isPreview: true })
      expect(await isGranted(world.anonymous, mediaAssetId)).toBe(status)
    }
  })

  it('is given for attachments, too', async () => {
    const { learner, moduleId, owner, student } = await openSchool(world)
    const asset = mediaEvent({ ownerId: owner.id, kind: 'DOCUMENT' })
    const mediaAssetId = asset.payload.assetId
    await world.emit(asset)
    const lectureId = await createText(owner, moduleId)
    payloadOf(await owner.execute(attachMutation, { input: { lectureId, mediaAssetId, title: 'File' } }))
    expect([await isGranted(learner, mediaAssetId), await isGranted(student, mediaAssetId)]).toEqual([
      true,
      false,
    ])
  })

  it('is not given before the asset is ready, nor for an asset of no lecture', async () => {
    const { moduleId, owner } = await openSchool(world)
    const asset = mediaEvent({ ownerId: owner.id })
    const { assetId } = asset.payload
    expect(await findGrant(owner, assetId)).toBeNull()
    await createVideo(owner, moduleId, { mediaAssetId: assetId })
    expect(await findGrant(owner, assetId)).toBeNull()
    await world.emit(asset)
    expect(await isGranted(owner, assetId)).toBe(true)
    expect(await findGrant(owner, 'no id')).toBeNull()
  })

  it("makes nobody else's file playable, though it was linked before its owner was known", async () => {
    const thief = world.person({ roles: [Role.INSTRUCTOR] })
    const victim = world.person({ roles: [Role.INSTRUCTOR] })
    const course = courseEvent('course.updated', { instructorIds: [thief.id, victim.id] })
    const module = moduleEvent({ courseId: course.payload.courseId })
    const asset = mediaEvent({ ownerId: victim.id })
    const mediaAssetId = asset.payload.assetId
    await world.emit(course, module)
    await createVideo(thief, module.payload.moduleId, { mediaAssetId, isPreview: true })
    await world.emit(asset)
    expect([await findGrant(thief, mediaAssetId), await findGrant(world.anonymous, mediaAssetId)]).toEqual([
      null,
      null,
    ])
  })

  it('is given where an administrator put the file of another person', async () => {
    const { administrator, learner, moduleId, stranger } = await openSchool(world)
    const asset = mediaEvent({ ownerId: stranger.id })
    const mediaAssetId = asset.payload.assetId
    await world.emit(asset)
    await createVideo(administrator, moduleId, { mediaAssetId })
    expect(await isGranted(learner, mediaAssetId)).toBe(true)
  })

  it('ends with the enrolment, and within minutes by itself', async () => {
    const { courseId, moduleId, owner, student } = await openSchool(world)
    const enrollment = { enrollmentId: randomUUID(), userId: student.id, courseId }
    const asset = mediaEvent({ ownerId: owner.id })
    const { assetId } = asset.payload
    await world.emit(asset, enrollmentEvent(enrollment))
    await createVideo(owner, moduleId, { mediaAssetId: assetId })
    const token = await findGrant(student, assetId)
    await world.emit(enrollmentEvent({ ...enrollment, status: 'CANCELLED', version: 2 }))
    expect(await findGrant(student, assetId)).toBeNull()
    const { clock, playbackGrantSecret: secret } = world.dependencies
    const grant = { assetId, viewerId: student.id }
    expect(await verifyPlaybackGrant(token ?? '', grant, { secret, clock })).toBe(true)
    clock.advance(301_000)
    expect(await verifyPlaybackGrant(token ?? '', grant, { secret, clock })).toBe(false)
  })
})

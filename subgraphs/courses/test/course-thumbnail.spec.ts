import { randomUUID } from 'node:crypto'

import type { TestPerson } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { courseMutation } from './operations.ts'
import { shareSchool } from './school.ts'

const school = shareSchool()

const setCourseThumbnail = courseMutation('setCourseThumbnail')
const ReadThumbnail = /* GraphQL */ `
  query ($id: ID!) {
    course(id: $id) {
      thumbnail {
        id
      }
    }
  }
`

/** As the media subgraph says it. */
async function givenReady(owner: TestPerson, kind: 'IMAGE' | 'VIDEO' = 'IMAGE'): Promise<string> {
  const assetId = randomUUID()
  await school().world.emit({
    type: 'media.ready',
    aggregateId: assetId,
    aggregateVersion: 2,
    payload: { assetId, ownerId: owner.id, kind, filename: 'a', durationSeconds: null },
  })
  return assetId
}

async function tryThumbnail(person: TestPerson, mediaAssetId: string | null, courseId: string) {
  const { data } = await person.execute(setCourseThumbnail, { input: { courseId, mediaAssetId } })
  const read = await school().ada.execute(ReadThumbnail, { id: courseId })
  return { userErrors: data.setCourseThumbnail.userErrors, thumbnail: read.data.course.thumbnail }
}

describe('setCourseThumbnail', () => {
  it('shows a picture of the caller that is ready, and takes it away', async () => {
    const { ada, createDraft } = school()
    const courseId = await createDraft()
    const id = await givenReady(ada)
    expect(await tryThumbnail(ada, id, courseId)).toEqual({ userErrors: [], thumbnail: { id } })
    expect(await tryThumbnail(ada, null, courseId)).toEqual({ userErrors: [], thumbnail: null })
  })

  it("refuses what is somebody else's, no picture, or not there, and leaves the course as it is", async () => {
    const { ada, createDraft, stranger } = school()
    const courseId = await createDraft()
    const foreign = await givenReady(stranger)
    const video = await givenReady(ada, 'VIDEO')
    for (const assetId of [foreign, video, randomUUID(), 'no id']) {
      expect(await tryThumbnail(ada, assetId, courseId)).toMatchObject({
        userErrors: [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'mediaAssetId'] }],
        thumbnail: null,
      })
    }
  })

  it("lets administrators show anybody's picture", async () => {
    const { ada, admin, createDraft } = school()
    const id = await givenReady(ada)
    expect(await tryThumbnail(admin, id, await createDraft())).toEqual({ userErrors: [], thumbnail: { id } })
  })

  it('tells somebody who may not edit the course nothing about pictures', async () => {
    const { ada, createDraft, stranger } = school()
    const input = { courseId: await createDraft(), mediaAssetId: await givenReady(ada) }
    const { errors } = await stranger.execute(setCourseThumbnail, { input })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })
})

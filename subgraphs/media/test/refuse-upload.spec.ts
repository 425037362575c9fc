import { Role, UserErrorCode } from '@lyceum/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createAndSend, createMediaWorld, readClip, whenIn } from './media-world.ts'
import type { MediaWorld } from './media-world.ts'
import { CompleteUpload, CreateUpload, MyMedia } from './operations.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const video = { filename: 'clip.mp4', contentType: 'video/mp4', kind: 'VIDEO', sizeBytes: 1_000 }
const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'

let media: MediaWorld
beforeAll(async () => {
  media = await createMediaWorld()
})
afterAll(() => media[Symbol.asyncDispose]())

describe('createUpload', () => {
  const refusals = [
    { what: 'an empty file', input: { sizeBytes: 0 }, code: UserErrorCode.FILE_EMPTY, field: 'sizeBytes' },
    {
      what: 'a film that is too large',
      input: { sizeBytes: 10_000_000_001 },
      code: UserErrorCode.FILE_TOO_LARGE,
      field: 'sizeBytes',
    },
    {
      what: 'a size that is no whole number',
      input: { sizeBytes: 1.5 },
      code: UserErrorCode.INVALID_INPUT,
      field: 'sizeBytes',
    },
    {
      what: 'a program as video',
      input: { contentType: 'application/x-sh' },
      code: UserErrorCode.UNSUPPORTED_FORMAT,
      field: 'contentType',
    },
    {
      what: 'SVG, which can run scripts',
      input: { kind: 'IMAGE', contentType: 'image/svg+xml' },
      code: UserErrorCode.UNSUPPORTED_FORMAT,
      field: 'contentType',
    },
    {
      what: 'a file without a name',
      input: { filename: ' ' },
      code: UserErrorCode.INVALID_INPUT,
      field: 'filename',
    },
  ]
  it.each(refusals)('refuses $what', async ({ input, code, field }) => {
    const { data } = await media.instructor().execute(CreateUpload, { input: { ...video, ...input } })
    expect(data.createUpload).toEqual({
      asset: null,
      upload: null,
      userErrors: [{ code, path: ['input', field] }],
    })
  })

  it('lets only those who teach upload video, and everybody a small picture', async () => {
    const student = media.world.person({ roles: [Role.STUDENT] })
    const image = { ...video, kind: 'IMAGE', contentType: 'image/png' }
    const codeOf = async (person: Pick<typeof student, 'execute'>, input: object) =>
      (await person.execute(CreateUpload, { input })).errors?.[0]?.extensions?.['code']
    expect(await codeOf(media.world.anonymous, video)).toBe('UNAUTHENTICATED')
    expect(await codeOf(student, video)).toBe('FORBIDDEN')
    expect(await codeOf(media.world.person({ roles: [Role.ADMINISTRATOR] }), video)).toBeUndefined()
    const small = await student.execute(CreateUpload, { input: { ...image, sizeBytes: 5_000_000 } })
    expect(small.data.createUpload.userErrors).toEqual([])
    const large = await student.execute(CreateUpload, { input: { ...image, sizeBytes: 5_000_001 } })
    expect(large.data.createUpload.userErrors).toMatchObject([{ code: 'FILE_TOO_LARGE' }])
  })

  it('lets everybody who is signed in upload the work that they hand in', async () => {
    const student = media.world.person({ roles: [Role.STUDENT] })
    const work = { ...video, kind: 'DOCUMENT', contentType: 'application/pdf' }
    const small = await student.execute(CreateUpload, { input: { ...work, sizeBytes: 20_000_000 } })
    expect(small.data.createUpload.userErrors).toEqual([])
    const large = await student.execute(CreateUpload, { input: { ...work, sizeBytes: 20_000_001 } })
    expect(large.data.createUpload.userErrors).toMatchObject([{ code: 'FILE_TOO_LARGE' }])
    const anonymous = await media.world.anonymous.execute(CreateUpload, { input: work })
    expect(anonymous.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED')
  })
})

describe('open uploads', () => {
  it('are at most a hundred a person, also when they are begun at once', async () => {
    const student = media.world.person()
    const input = { filename: 'me.png', kind: 'IMAGE', contentType: 'image/png', sizeBytes: 10 }
    const answers = await Promise.all(
      Array.from({ length: 110 }, () => student.execute(CreateUpload, { input })),
    )
    const refused = answers.filter(({ data }) => data.createUpload.userErrors.length > 0)
    expect(refused.length).toBe(10)
    expect(refused[0]?.data.createUpload.userErrors).toEqual([{ code: 'LIMIT_REACHED', path: ['input'] }])
  })
})

describe('sending bytes', () => {
  it('refuses a file that is larger than declared', async () => {
    const { data } = await media.instructor().execute(CreateUpload, { input: video })
    const { url, contentType } = data.createUpload.upload
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': contentType },
      body: new Uint8Array(1_001),
    })
    expect(response.status).toBe(413)
    expect(await media.listKeys('uploads', data.createUpload.asset.id)).toEqual([])
  })
})

describe('completeUpload', () => {
  const files = [
    ['a text named .mp4', Buffer.from('This is not a film.\n'.repeat(100))],
    ['a picture named .mp4', png],
    ['an HLS playlist named .mp4', Buffer.from(playlist)],
  ] as const
  it.each(files)('refuses %s and leaves nothing behind', async (_what, bytes) => {
    const ada = media.instructor()
    const { assetId, payload } = await media.upload(ada, { bytes })
    expect(payload).toEqual({
      asset: null,
      userErrors: [{ code: 'UNSUPPORTED_FORMAT', path: ['input', 'assetId'] }],
    })
    expect(await media.listKeys('uploads', assetId)).toEqual([])
    expect(await media.listKeys('media', assetId)).toEqual([])
    const { data } = await ada.execute(MyMedia, { first: 10 })
    expect(data.myMedia.edges).toEqual([])
    const again = await ada.execute(CompleteUpload, { input: { assetId } })
    expect(again.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
  })

  it('refuses bytes that changed on the way', async () => {
    const ada = media.instructor()
    const assetId = await createAndSend(ada, { bytes: png, kind: 'IMAGE', contentType: 'image/png' })
    const { data } = await ada.execute(CompleteUpload, { input: { assetId, crc32c: 'AAAAAA==' } })
    expect(data.completeUpload.userErrors).toEqual([{ code: 'CHECKSUM_MISMATCH', path: ['input', 'crc32c'] }])
    expect(await media.listKeys('uploads', assetId)).toEqual([])
  })

  it('says that bytes are missing, and later that the time is over', async () => {
    const ada = media.instructor()
    const created = await ada.execute(CreateUpload, { input: video })
    const input = { assetId: created.data.createUpload.asset.id }
    const { data } = await ada.execute(CompleteUpload, { input })
    expect(data.completeUpload.userErrors).toMatchObject([{ code: 'UPLOAD_INCOMPLETE' }])
  })

  it('is for the owner and administrators', async () => {
    const assetId = await createAndSend(media.instructor(), {
      bytes: png,
      kind: 'IMAGE',
      contentType: 'image/png',
    })
    const input = { assetId }
    const other = await media.instructor().execute(CompleteUpload, { input })
    expect(other.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
    const nobody = await media.world.anonymous.execute(CompleteUpload, { input })
    expect(nobody.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' })
    const administrator = media.world.person({ roles: [Role.ADMINISTRATOR] })
    const { data } = await administrator.execute(CompleteUpload, { input })
    expect(data.completeUpload.asset.state).toBe('READY')
  })

  it('said many times at once is said once', async () => {
    const ada = media.instructor()
    const assetId = await createAndSend(ada, { bytes: png, kind: 'IMAGE', contentType: 'image/png' })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ada.execute(CompleteUpload, { input: { assetId } })),
    )
    for (const { data } of answers) expect(data.completeUpload).toMatchObject({ asset: { state: 'READY' } })
    const said = (await media.world.said()).filter(({ aggregateId }) => aggregateId === assetId)
    expect(said.map(({ type }) => type)).toEqual(['media.uploaded', 'media.ready'])
  })
})

describe('the worker', () => {
  it('fails a film that was cut off, for good and with a reason', async () => {
    await media.startTranscoder()
    const ada = media.instructor()
    const whole = await readClip('crystal.mp4')
    const { assetId } = await media.upload(ada, { bytes: whole.subarray(0, whole.length / 2) })
    const { failure } = await whenIn(ada, assetId, 'FAILED')
    expect(['TRUNCATED_MEDIA', 'CORRUPT_MEDIA']).toContain(failure.reason)
    expect(await media.listKeys('media', assetId)).toEqual([])
    const failed = (await media.world.said('media.failed')).filter(
      ({ aggregateId }) => aggregateId === assetId,
    )
    expect(failed.map(({ payload }) => payload)).toEqual([
      { assetId, ownerId: ada.id, kind: 'VIDEO', filename: 'clip.mp4', ...failure },
    ])
  })
})

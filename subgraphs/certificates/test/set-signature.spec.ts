import { crc32, deflateSync } from 'node:zlib'

import { Role } from '@lyceum/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { myCertificates } from './operations.ts'
import { createSchool, earned, newLearner } from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

const setSignature = /* GraphQL */ `
  mutation ($input: SetSignatureInput!) {
    setSignature(input: $input) {
      isSet
      userErrors {
        code
        path
      }
    }
  }
`

/** A PNG of one grey, whose last rows may be missing. */
function png({ width = 40, height = 20, missingRows = 0 } = {}): string {
  const rows = height - missingRows
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = deflateSync(
    Buffer.alloc(rows * (width + 1), 0x60).map((byte, index) => (index % (width + 1) ? byte : 0)),
  )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64')
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), content])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  checksum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, checksum])
}

function instructorOf({ instructorId }: Learner) {
  return school.person({ id: instructorId, roles: [Role.INSTRUCTOR] })
}

async function printedFor(learner: Learner): Promise<string> {
  await school.emit(...earned(learner))
  const { data } = await school.person({ id: learner.userId }).execute(myCertificates)
  const { rawPayload, statusCode } = await school.fetch(data.myCertificates.edges[0].node.pdfUrl)
  expect(statusCode).toBe(200)
  return rawPayload.toString('latin1')
}

describe('setSignature', () => {
  it('puts the picture on certificates that are issued from then on', async () => {
    const learner = newLearner()
    const instructor = instructorOf(learner)
    const { data } = await instructor.execute(setSignature, { input: { imageBase64: png() } })
    expect(data.setSignature).toEqual({ isSet: true, userErrors: [] })
    expect(await printedFor(learner)).toContain('Signature of Grace Hopper')
    const removed = await instructor.execute(setSignature, { input: { imageBase64: null } })
    expect(removed.data.setSignature).toEqual({ isSet: false, userErrors: [] })
    const { courseId, instructorId } = learner
    expect(await printedFor(newLearner({ courseId, instructorId }))).not.toContain('Signature of')
  })

  it.each([
    ['text', Buffer.from('a picture').toString('base64')],
    ['a vector drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
    ['a picture too wide', png({ width: 2_001, height: 1 })],
    ['a picture cut off', png({ missingRows: 17 })],
  ])('refuses %s', async (_what, imageBase64) => {
    const { data } = await instructorOf(newLearner()).execute(setSignature, { input: { imageBase64 } })
    expect(data.setSignature).toEqual({
      isSet: null,
      userErrors: [{ code: 'UNSUITABLE_IMAGE', path: ['input', 'imageBase64'] }],
    })
  })

  it('refuses what is too large or no base64', async () => {
    for (const imageBase64 of ['A'.repeat(133_340), 'no base64!']) {
      const { data } = await instructorOf(newLearner()).execute(setSignature, { input: { imageBase64 } })
      expect(data.setSignature.userErrors).toEqual([
        { code: 'INVALID_INPUT', path: ['input', 'imageBase64'] },
      ])
    }
  })

  it('is for instructors', async () => {
    const input = { imageBase64: png() }
    const anonymous = await school.anonymous.execute(setSignature, { input })
    const student = await school.person({ roles: [Role.STUDENT] }).execute(setSignature, { input })
    expect(anonymous.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(student.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  })
})

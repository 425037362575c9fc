import { randomUUID } from 'node:crypto'

import type { TestPerson } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { codesOf, shareCampus } from './classroom.ts'
import type { Classroom } from './classroom.ts'

const campus = shareCampus()

const fields = /* GraphQL */ `
  id
  text
  author {
    id
  }
  createdAt
  editedAt
  withdrawnAt
  withdrawnBy {
    id
  }
`
const payload = `remark { ${fields} } userErrors { code path }`
const writeRemark = `mutation ($input: WriteRemarkInput!) { writeRemark(input: $input) { ${payload} } }`
const editRemark = `mutation ($input: EditRemarkInput!) { editRemark(input: $input) { ${payload} } }`
const withdrawRemark = `mutation ($input: WithdrawRemarkInput!) { withdrawRemark(input: $input) { ${payload} } }`
const remarks = /* GraphQL */ `
  query ($id: ID!) {
    reportCard(id: $id) {
      remarks {
        edges {
          node {
            text
            withdrawnAt
          }
        }
      }
    }
  }
`

async function givenRemark({ instructor, enrollmentId }: Classroom, text = 'Well done.'): Promise<string> {
  const input = { reportCardId: enrollmentId, text }
  const { data } = await instructor.execute(writeRemark, { input })
  return data.writeRemark.remark.id
}

async function textsOf(person: TestPerson, id: string): Promise<string[]> {
  const { data } = await person.execute(remarks, { id })
  return data.reportCard.remarks.edges.map(({ node }: { node: { text: string } }) => node.text)
}

describe('a remark', () => {
  it('is written by who teaches the course, and read by the learner, newest first', async () => {
    const { world, openClassroom } = campus()
    const { instructor, administrator, learner, enrollmentId, enroll } = await openClassroom()
    const first = await instructor.execute(writeRemark, {
      input: { reportCardId: enrollmentId, text: ' Good. ' },
    })
    expect(first.data.writeRemark).toEqual({
      remark: {
        id: expect.any(String),
        text: 'Good.',
        author: { id: instructor.id },
        createdAt: world.clock.now().toISOString(),
        editedAt: null,
        withdrawnAt: null,
        withdrawnBy: null,
      },
      userErrors: [],
    })
    await administrator.execute(writeRemark, { input: { reportCardId: enrollmentId, text: 'Better.' } })
    expect(await textsOf(learner, enrollmentId)).toEqual(['Better.', 'Good.'])
    const other = await enroll()
    expect(await textsOf(other.person, other.enrollmentId)).toEqual([])
  })

  it.each([' ', 'x'.repeat(4_001)])('says something, and not too much', async (text) => {
    const { instructor, enrollmentId } = await campus().openClassroom()
    const answer = await instructor.execute(writeRemark, { input: { reportCardId: enrollmentId, text } })
    expect(answer.data.writeRemark.userErrors).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'text'] }])
  })

  it('is changed by its author alone', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const remarkId = await givenRemark(room)
    const input = { remarkId, text: 'Very well done.' }
    expect(codesOf(await room.colleague.execute(editRemark, { input }))).toEqual(['FORBIDDEN'])
    expect(codesOf(await room.administrator.execute(editRemark, { input }))).toEqual(['FORBIDDEN'])
    world.clock.advance(60_000)
    const { data } = await room.instructor.execute(editRemark, { input })
    expect(data.editRemark.remark).toMatchObject({
      text: 'Very well done.',
      author: { id: room.instructor.id },
      editedAt: world.clock.now().toISOString(),
    })
    expect(await textsOf(room.learner, room.enrollmentId)).toEqual(['Very well done.'])
  })

  it('is taken back by its author or an administrator: once, out of sight of the learner, for good', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const remarkId = await givenRemark(room)
    const input = { remarkId }
    expect(codesOf(await room.colleague.execute(withdrawRemark, { input }))).toEqual(['FORBIDDEN'])
    const { data } = await room.administrator.execute(withdrawRemark, { input })
    const withdrawn = {
      withdrawnAt: world.clock.now().toISOString(),
      withdrawnBy: { id: room.administrator.id },
    }
    expect(data.withdrawRemark.remark).toMatchObject(withdrawn)
    world.clock.advance(60_000)
    const again = await room.instructor.execute(withdrawRemark, { input })
    expect(again.data.withdrawRemark.remark).toMatchObject(withdrawn)
    expect(await textsOf(room.learner, room.enrollmentId)).toEqual([])
    expect(await textsOf(room.colleague, room.enrollmentId)).toEqual(['Well done.'])
    const late = await room.instructor.execute(editRemark, { input: { remarkId, text: 'Or not.' } })
    expect(late.data.editRemark).toEqual({
      remark: null,
      userErrors: [{ code: 'REMARK_WITHDRAWN', path: ['input', 'remarkId'] }],
    })
  })

  it('is not there to be changed for anybody else', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const remarkId = await givenRemark(room)
    const calls = [
      [writeRemark, { reportCardId: room.enrollmentId, text: 'I am great.' }],
      [editRemark, { remarkId, text: 'I am great.' }],
      [withdrawRemark, { remarkId }],
    ] as const
    for (const [operation, input] of calls) {
      expect(codesOf(await world.anonymous.execute(operation, { input }))).toEqual(['UNAUTHENTICATED'])
      expect(codesOf(await room.learner.execute(operation, { input }))).toEqual(['NOT_FOUND'])
      expect(codesOf(await room.stranger.execute(operation, { input }))).toEqual(['NOT_FOUND'])
    }
    for (const unknown of [randomUUID(), 'none']) {
      const input = { remarkId: unknown }
      expect(codesOf(await room.instructor.execute(withdrawRemark, { input }))).toEqual(['NOT_FOUND'])
    }
    expect(await textsOf(room.learner, room.enrollmentId)).toEqual(['Well done.'])
  })
})

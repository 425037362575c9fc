import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  myCertificates,
  reissueCertificate,
  revokeCertificate,
  setCertificateTemplate,
  verifyCertificate,
} from './operations.ts'
import {
  completedEvent,
  courseEvent,
  createSchool,
  earned,
  newLearner,
  refundedEvent,
  userEvent,
} from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

const reason = 'Taken by somebody else'

async function givenCertificate(learner: Learner = newLearner()) {
  await school.emit(...earned(learner))
  return { learner, ...(await readCertificate(learner)) }
}

async function readCertificate({ userId }: Learner) {
  const { data } = await school.person({ id: userId }).execute(myCertificates)
  return data.myCertificates.edges[0].node
}

async function statusOf(code: string): Promise<string> {
  const { data } = await school.anonymous.execute(verifyCertificate, { code })
  return data.verifyCertificate.status
}

function administrator() {
  return school.person({ roles: [Role.ADMINISTRATOR] })
}

describe('revokeCertificate', () => {
  it('ends the validity, tells the holder why, and says so once however often it is asked', async () => {
    const { id, code, learner } = await givenCertificate()
    const input = { certificateId: id, reason }
    const answers = await Promise.all(
      [1, 2, 3].map(() => administrator().execute(revokeCertificate, { input })),
    )
    for (const { data } of answers) {
      expect(data.revokeCertificate).toEqual({
        certificate: { id, status: 'REVOKED', revocationReason: reason },
        userErrors: [],
      })
    }
    expect(await statusOf(code)).toBe('REVOKED')
    const said = (await school.said('certificate.revoked')).filter(({ aggregateId }) => aggregateId === id)
    expect(said.map(({ payload }) => payload)).toEqual([
      { certificateId: id, userId: learner.userId, courseId: learner.courseId, reason },
    ])
  })

  it('is for administrators alone', async () => {
    const { id, learner } = await givenCertificate()
    const input = { certificateId: id, reason }
    const codes = await Promise.all(
      [
        school.anonymous,
        school.person({ id: learner.userId }),
        school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] }),
      ].map(async (viewer) => {
        const { errors } = await viewer.execute(revokeCertificate, { input })
        return errors?.[0]?.extensions?.['code']
      }),
    )
    expect(codes).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN'])
  })

  it('asks for a reason and does not know what does not exist', async () => {
    const { id } = await givenCertificate()
    const input = { certificateId: id, reason: ' ' }
    const { data } = await administrator().execute(revokeCertificate, { input })
    expect(data.revokeCertificate).toEqual({
      certificate: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'reason'] }],
    })
    for (const certificateId of [randomUUID(), 'no id']) {
      const { errors } = await administrator().execute(revokeCertificate, {
        input: { certificateId, reason },
      })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    }
  })
})

describe('a refund', () => {
  it('revokes the certificate, also when it is said twice', async () => {
    const { learner, code } = await givenCertificate()
    const refunded = refundedEvent(learner)
    await school.emit(refunded, refunded)
    expect(await statusOf(code)).toBe('REVOKED')
    await school.emit(completedEvent(learner))
    expect(await statusOf(code)).toBe('REVOKED')
  })

  it('of another course or a part changes nothing', async () => {
    const { learner, code } = await givenCertificate()
    await school.emit(refundedEvent(newLearner({ userId: learner.userId })))
    const inPart = refundedEvent(learner)
    await school.emit({
      ...inPart,
      payload: { ...inPart.payload, items: [], isFull: false },
    } as typeof inPart)
    expect(await statusOf(code)).toBe('VALID')
  })

  it('is made good by completing the course anew: same serial number, new code', async () => {
    const { learner, code, serial } = await givenCertificate()
    await school.emit(refundedEvent(learner))
    await school.emit(completedEvent({ ...learner, enrollmentId: randomUUID() }))
    const again = await readCertificate(learner)
    expect(again).toMatchObject({ status: 'VALID', serial })
    expect([await statusOf(code), await statusOf(again.code)]).toEqual(['REPLACED', 'VALID'])
  })

  it('does not give back what an administrator took', async () => {
    const { learner, id, code } = await givenCertificate()
    await administrator().execute(revokeCertificate, { input: { certificateId: id, reason } })
    await school.emit(refundedEvent(learner))
    await school.emit(completedEvent({ ...learner, enrollmentId: randomUUID() }))
    expect(await statusOf(code)).toBe('REVOKED')
  })
})

describe('reissueCertificate', () => {
  it('prints the new name under the same serial number and keeps the history', async () => {
    const { learner, id, code, serial } = await givenCertificate()
    await school.emit(userEvent(learner.userId, 'Ada King', 2))
    const holder = school.person({ id: learner.userId })
    const input = { certificateId: id, reason: 'Married' }
    const { data } = await holder.execute(reissueCertificate, { input })
    const { certificate } = data.reissueCertificate
    expect(certificate).toEqual({
      id,
      serial,
      status: 'VALID',
      code: expect.any(String),
      holderName: 'Ada King',
    })
    expect((await readCertificate(learner)).editions).toEqual([
      { number: 1, code, holderName: 'Ada Lovelace', reason: null, endedAt: expect.any(String) },
      { number: 2, code: certificate.code, holderName: 'Ada King', reason: 'Married', endedAt: null },
    ])
    expect([await statusOf(code), await statusOf(certificate.code)]).toEqual(['REPLACED', 'VALID'])
  })

  it('does not tell the public a name that was laid down', async () => {
    const { learner, id, code } = await givenCertificate()
    await school.emit(userEvent(learner.userId, 'Ada King', 2))
    await school.person({ id: learner.userId }).execute(reissueCertificate, { input: { certificateId: id } })
    const { data } = await school.anonymous.execute(verifyCertificate, { code })
    expect(data.verifyCertificate.holderName).toBeNull()
    expect((await school.fetch(code)).body).not.toContain('Lovelace')
  })

  it('refuses the holder when the name is the same, or it was revoked', async () => {
    const { learner, id } = await givenCertificate()
    const holder = school.person({ id: learner.userId })
    const input = { certificateId: id }
    const path = ['input', 'certificateId']
    const same = await holder.execute(reissueCertificate, { input })
    expect(same.data.reissueCertificate).toEqual({
      certificate: null,
      userErrors: [{ code: 'NAME_UNCHANGED', path }],
    })
    await administrator().execute(revokeCertificate, { input: { ...input, reason } })
    await school.emit(userEvent(learner.userId, 'Ada King', 2))
    const revoked = await holder.execute(reissueCertificate, { input })
    expect(revoked.data.reissueCertificate.userErrors).toEqual([{ code: 'CERTIFICATE_REVOKED', path }])
  })

  it('lets administrators take a revocation back, and nobody else know of it', async () => {
    const { id } = await givenCertificate()
    const input = { certificateId: id }
    await administrator().execute(revokeCertificate, { input: { ...input, reason } })
    const { data } = await administrator().execute(reissueCertificate, { input })
    expect(data.reissueCertificate.certificate).toMatchObject({ status: 'VALID' })
    const { errors } = await school.person().execute(reissueCertificate, { input })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('makes one valid edition of several requests at the same moment', async () => {
    const { learner, id } = await givenCertificate()
    await school.emit(userEvent(learner.userId, 'Ada King', 2))
    const holder = school.person({ id: learner.userId })
    const input = { certificateId: id }
    const answers = await Promise.all([1, 2, 3, 4].map(() => holder.execute(reissueCertificate, { input })))
    const refusals = answers.flatMap(({ data }) => data.reissueCertificate.userErrors)
    expect(refusals.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('NAME_UNCHANGED'))
    expect((await readCertificate(learner)).editions).toHaveLength(2)
  })
})

describe('setCertificateTemplate', () => {
  it('changes what is issued from then on', async () => {
    const { learner } = await givenCertificate()
    const instructor = school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] })
    const input = {
      courseId: learner.courseId,
      design: 'MODERN',
      issuerName: 'Open University',
      accentColor: '#7a1f2b',
    }
    const { data } = await instructor.execute(setCertificateTemplate, { input })
    expect(data.setCertificateTemplate).toEqual({
      template: {
        source: 'COURSE',
        design: 'MODERN',
        issuerName: 'Open University',
        statement: 'has successfully completed the course',
        accentColor: '#7a1f2b',
        isScoreShown: false,
      },
      userErrors: [],
    })
    const { courseId, instructorId } = learner
    const { code } = await givenCertificate(newLearner({ courseId, instructorId }))
    const verified = await school.anonymous.execute(verifyCertificate, { code })
    expect(verified.data.verifyCertificate.issuerName).toBe('Open University')
  })

  it('refuses what cannot be read or printed', async () => {
    const { learner } = await givenCertificate()
    const input = {
      courseId: learner.courseId,
      accentColor: '#ffff00',
      statement: ' ',
      issuerName: 'x'.repeat(81),
    }
    const { data } = await administrator().execute(setCertificateTemplate, { input })
    expect(data.setCertificateTemplate).toEqual({
      template: null,
      userErrors: [
        { code: 'INVALID_INPUT', path: ['input', 'issuerName'] },
        { code: 'INVALID_INPUT', path: ['input', 'statement'] },
        { code: 'INVALID_INPUT', path: ['input', 'accentColor'] },
      ],
    })
  })

  it('is for instructors of the course and administrators', async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    const input = { courseId: learner.courseId }
    const codeFor = async (viewer: Pick<typeof school.anonymous, 'execute'>) =>
      (await viewer.execute(setCertificateTemplate, { input })).errors?.[0]?.extensions?.['code'] ?? 'OK'
    expect([
      await codeFor(school.anonymous),
      await codeFor(school.person({ id: learner.userId })),
      await codeFor(school.person({ roles: [Role.INSTRUCTOR] })),
      await codeFor(school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] })),
      await codeFor(administrator()),
    ]).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'OK', 'OK'])
  })
})

describe('who sees certificates', () => {
  const entities = /* GraphQL */ `
    query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Enrollment {
          certificate {
            id
            editions {
              number
            }
          }
        }
        ... on User {
          certificates(first: 3) {
            edges {
              node {
                id
              }
            }
          }
        }
        ... on Course {
          certificateTemplate {
            design
          }
        }
      }
    }
  `

  it('shows them to the holder and administrators, one of a course also to its instructors', async () => {
    const { id, learner } = await givenCertificate()
    const representations = [
      { __typename: 'Enrollment', id: learner.enrollmentId },
      { __typename: 'User', id: learner.userId },
      { __typename: 'Course', id: learner.courseId },
    ]
    const seenBy = async (viewer: Pick<typeof school.anonymous, 'execute'>) => {
      const { data } = await viewer.execute(entities, { representations })
      const [{ certificate }, { certificates }, { certificateTemplate }] = data._entities
      return [certificate?.id === id, certificates !== null, certificateTemplate !== null]
    }
    expect(await seenBy(school.person({ id: learner.userId }))).toEqual([true, true, false])
    expect(await seenBy(school.person({ id: learner.instructorId }))).toEqual([true, false, true])
    expect(await seenBy(administrator())).toEqual([true, true, true])
    expect(await seenBy(school.person())).toEqual([false, false, false])
    expect(await seenBy(school.anonymous)).toEqual([false, false, false])
  })

  it.each([2, 20])('reads those of %i people, enrolments and courses with six statements', async (count) => {
    const { learner } = await givenCertificate()
    const ids = Array.from({ length: count - 1 }, () => randomUUID())
    const representations = [
      ...[learner.enrollmentId, ...ids].map((id) => ({ __typename: 'Enrollment', id })),
      ...[learner.userId, ...ids].map((id) => ({ __typename: 'User', id })),
      ...[learner.courseId, ...ids].map((id) => ({ __typename: 'Course', id })),
    ]
    // Enrolments' certificates, people's pages, courses for both policies, templates, editions.
    const statements = await school.countStatements(() =>
      administrator().execute(entities, { representations }),
    )
    expect(statements).toBeLessThanOrEqual(6)
  })
})

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
  assessmentEvent,
  courseEvent,
  createSchool,
  earned,
  gradedEvent,
  newLearner,
  refundedEvent,
  totalEvent,
} from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

async function readCertificate({ userId }: Learner) {
  const { data } = await school.person({ id: userId }).execute(myCertificates)
  return data.myCertificates.edges[0]?.node
}

async function statusOf(code: string): Promise<string> {
  const { data } = await school.anonymous.execute(verifyCertificate, { code })
  return data.verifyCertificate.status
}

function administrator() {
  return school.person({ roles: [Role.ADMINISTRATOR] })
}

/** A certificate that shows a score, if there is one. */
async function givenScored(total: string | null) {
  const learner = newLearner()
  await school.emit(courseEvent(learner))
  const input = { courseId: learner.courseId, isScoreShown: true }
  await school.person({ id: learner.instructorId }).execute(setCertificateTemplate, { input })
  if (total !== null) await school.emit(totalEvent(learner, total))
  await school.emit(...earned(learner))
  return { learner, first: await readCertificate(learner) }
}

/** A certificate that rests on one passed exam. */
async function givenPassed() {
  const learner = newLearner()
  const [examId, attemptId] = [randomUUID(), randomUUID()]
  await school.emit(assessmentEvent(learner, examId), gradedEvent(learner, examId, { attemptId }))
  await school.emit(...earned(learner))
  return { learner, examId, attemptId, first: await readCertificate(learner) }
}

describe('a total that changes after the issue', () => {
  it('is shown by a new edition under the same serial number, and the history says so', async () => {
    const { learner, first } = await givenScored('82.5')
    await school.emit(totalEvent(learner, '79.125', 2))
    const now = await readCertificate(learner)
    expect(now).toMatchObject({ serial: first.serial, status: 'VALID', scorePercent: '79.125' })
    expect(now.editions).toMatchObject([
      { number: 1, reason: null, endedAt: expect.any(String) },
      { number: 2, reason: 'Score of 79.125 % instead of 82.5 %', endedAt: null },
    ])
    expect([await statusOf(first.code), await statusOf(now.code)]).toEqual(['REPLACED', 'VALID'])
    const issued = await school.said('certificate.issued')
    expect(issued.filter(({ aggregateId }) => aggregateId === now.id)).toHaveLength(2)
  })

  it('does not hold up the issue while there is none, and is added when it comes', async () => {
    const { learner, first } = await givenScored(null)
    expect(first).toMatchObject({ status: 'VALID', scorePercent: null })
    await school.emit(totalEvent(learner, '91'))
    expect(await readCertificate(learner)).toMatchObject({ scorePercent: '91', status: 'VALID' })
  })

  it.each([
    ['to the same number', '82.50', 2],
    ['to nothing', null, 2],
    ['in an event that came late', '12', 0],
  ])('%s makes no edition', async (_what, total, version) => {
    const { learner, first } = await givenScored('82.5')
    await school.emit(totalEvent(learner, total, version))
    expect(await readCertificate(learner)).toEqual(first)
  })

  it('makes no edition where no score is shown', async () => {
    const { learner, first } = await givenPassed()
    await school.emit(totalEvent(learner, '91'))
    expect(await readCertificate(learner)).toEqual(first)
  })

  it('is shown once a revocation is taken back, and not before', async () => {
    const { learner, first } = await givenScored('82.5')
    const input = { certificateId: first.id }
    await administrator().execute(revokeCertificate, { input: { ...input, reason: 'To be looked at' } })
    await school.emit(totalEvent(learner, '70', 2))
    expect(await readCertificate(learner)).toMatchObject({ status: 'REVOKED', code: first.code })
    await administrator().execute(reissueCertificate, { input })
    expect(await readCertificate(learner)).toMatchObject({ status: 'VALID', scorePercent: '70' })
  })
})

describe('a required result that is no longer a pass', () => {
  it('takes the certificate back, once, and tells the holder why', async () => {
    const { learner, examId, attemptId, first } = await givenPassed()
    const regraded = gradedEvent(learner, examId, { attemptId, version: 4, isPassed: false })
    await school.emit(regraded, regraded)
    expect(await readCertificate(learner)).toMatchObject({
      status: 'REVOKED',
      revocationReason: 'A required assessment was graded anew and is no longer passed',
    })
    expect(await statusOf(first.code)).toBe('REVOKED')
    const said = await school.said('certificate.revoked')
    expect(said.filter(({ aggregateId }) => aggregateId === first.id)).toHaveLength(1)
  })

  it('leaves it when another attempt is a pass', async () => {
    const { learner, examId, attemptId, first } = await givenPassed()
    await school.emit(gradedEvent(learner, examId))
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 4, isPassed: false }))
    expect(await readCertificate(learner)).toEqual(first)
  })

  it('leaves it when the assessment is not required', async () => {
    const { learner, first } = await givenPassed()
    const [quizId, attemptId] = [randomUUID(), randomUUID()]
    await school.emit(assessmentEvent(learner, quizId, false), gradedEvent(learner, quizId, { attemptId }))
    await school.emit(gradedEvent(learner, quizId, { attemptId, version: 4, isPassed: false }))
    expect(await readCertificate(learner)).toEqual(first)
  })

  it('leaves it when what is failed was required only after the issue', async () => {
    const { learner, first } = await givenPassed()
    const examId = randomUUID()
    await school.emit(assessmentEvent(learner, examId))
    await school.emit(gradedEvent(learner, examId, { isPassed: false }))
    expect(await readCertificate(learner)).toEqual(first)
  })

  it('is made good by a pass: same serial number, new code', async () => {
    const { learner, examId, attemptId, first } = await givenPassed()
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 4, isPassed: false }))
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 5 }))
    const now = await readCertificate(learner)
    expect(now).toMatchObject({ status: 'VALID', serial: first.serial })
    expect(now.editions).toMatchObject([{ reason: null }, { reason: 'Earned again', endedAt: null }])
    expect([await statusOf(first.code), await statusOf(now.code)]).toEqual(['REPLACED', 'VALID'])
  })

  it('is made good when the assessment is no longer required', async () => {
    const { learner, examId, attemptId } = await givenPassed()
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 4, isPassed: false }))
    await school.emit({
      type: 'assessment.removed',
      aggregateId: examId,
      aggregateVersion: 2,
      payload: { assessmentId: examId, courseId: learner.courseId },
    })
    expect(await readCertificate(learner)).toMatchObject({ status: 'VALID' })
  })

  it('is not made good by a pass when the money went back', async () => {
    const { learner, examId, attemptId } = await givenPassed()
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 4, isPassed: false }))
    await school.emit(refundedEvent(learner))
    await school.emit(gradedEvent(learner, examId, { attemptId, version: 5 }))
    expect(await readCertificate(learner)).toMatchObject({ status: 'REVOKED' })
  })
})

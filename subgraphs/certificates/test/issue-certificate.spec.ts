import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { myCertificates, setCertificateTemplate, verifyCertificate } from './operations.ts'
import {
  assessmentEvent,
  completedEvent,
  courseEvent,
  createSchool,
  earned,
  gradedEvent,
  newLearner,
  publicUrl,
  refundedEvent,
  totalEvent,
  userEvent,
} from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

async function certificatesOf(learner: Learner) {
  const { data } = await school.person({ id: learner.userId }).execute(myCertificates)
  return data.myCertificates.edges.map(({ node }: { node: unknown }) => node)
}

describe('a certificate', () => {
  it('is issued when the course is completed, and says so', async () => {
    const learner = newLearner()
    await school.emit(...earned(learner))
    const [certificate] = await certificatesOf(learner)
    const address = `${publicUrl}/certificates/${certificate.code}`
    expect(certificate).toEqual({
      id: expect.any(String),
      serial: expect.stringMatching(/^\d{4}-\d{6}$/),
      status: 'VALID',
      code: expect.stringMatching(/^[0-9A-Z]{26}$/),
      holderName: 'Ada Lovelace',
      courseTitle: 'IoT for Beginners',
      instructorNames: ['Grace Hopper'],
      scorePercent: null,
      revocationReason: null,
      verificationUrl: address,
      pdfUrl: `${address}.pdf`,
      badgeUrl: `${address}/badge.jwt`,
      course: { id: learner.courseId },
      user: { id: learner.userId },
      editions: [
        { number: 1, code: certificate.code, holderName: 'Ada Lovelace', reason: null, endedAt: null },
      ],
    })
    const said = await school.said('certificate.issued')
    const { serial, code, id: certificateId } = certificate
    expect(said.find(({ aggregateId }) => aggregateId === certificateId)?.payload).toEqual({
      certificateId,
      userId: learner.userId,
      courseId: learner.courseId,
      code,
      serial,
    })
  })

  it('waits until every required assessment is passed, and forgives failed attempts', async () => {
    const learner = newLearner()
    const [first, second, optional] = [randomUUID(), randomUUID(), randomUUID()]
    await school.emit(
      assessmentEvent(learner, first),
      assessmentEvent(learner, second),
      assessmentEvent(learner, optional, false),
    )
    await school.emit(...earned(learner))
    await school.emit(gradedEvent(learner, first, { scorePercent: '90' }))
    await school.emit(gradedEvent(learner, second, { scorePercent: '30', isPassed: false }))
    expect(await certificatesOf(learner)).toEqual([])
    await school.emit(gradedEvent(learner, second, { scorePercent: '75.5' }))
    expect(await certificatesOf(learner)).toHaveLength(1)
  })

  it("prints the gradebook's exact total where the course wants a score", async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    const input = { courseId: learner.courseId, isScoreShown: true }
    await school.person({ id: learner.instructorId }).execute(setCertificateTemplate, { input })
    await school.emit(totalEvent(learner, '82.7667'))
    await school.emit(...earned(learner))
    expect(await certificatesOf(learner)).toMatchObject([{ scorePercent: '82.7667' }])
  })

  it('is issued when what was missing is no longer required', async () => {
    const learner = newLearner()
    const assessmentId = randomUUID()
    await school.emit(assessmentEvent(learner, assessmentId))
    await school.emit(...earned(learner))
    expect(await certificatesOf(learner)).toEqual([])
    await school.emit({
      type: 'assessment.removed',
      aggregateId: assessmentId,
      aggregateVersion: 2,
      payload: { assessmentId, courseId: learner.courseId },
    })
    expect(await certificatesOf(learner)).toHaveLength(1)
  })

  it('is issued once, in whatever order the events come, each twice and all at once', async () => {
    const learners = Array.from({ length: 8 }, () => newLearner())
    const events = learners.flatMap((learner, turn) => {
      const assessmentId = randomUUID()
      const all = [...earned(learner), gradedEvent(learner, assessmentId, { scorePercent: '80' })]
      const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]
      return turn % 2 === 0 ? [...turned, ...turned] : [...turned, ...turned].reverse()
    })
    await school.emit(...events)
    const issued = await school.said('certificate.issued')
    for (const learner of learners) {
      expect(await school.countCertificates(learner)).toBe(1)
      expect(issued.filter(({ payload }) => payload['userId'] === learner.userId)).toHaveLength(1)
      const [certificate] = await certificatesOf(learner)
      const { data } = await school.anonymous.execute(verifyCertificate, { code: certificate.code })
      expect(data.verifyCertificate).toMatchObject({ status: 'VALID', serial: certificate.serial })
    }
  })

  it('waits for the name of its holder and the title of its course', async () => {
    const learner = newLearner()
    await school.emit(completedEvent(learner))
    await school.emit(courseEvent(learner))
    expect(await certificatesOf(learner)).toEqual([])
    await school.emit(userEvent(learner.userId, 'Ada Lovelace'))
    expect(await certificatesOf(learner)).toHaveLength(1)
  })

  it('is not earned by an enrolment whose money went back before', async () => {
    const learner = newLearner()
    await school.emit(refundedEvent(learner))
    await school.emit(...earned(learner))
    expect(await certificatesOf(learner)).toEqual([])
  })

  it('survives a crash between signing and storing with one serial number and no gap', async () => {
    const { pool } = school.dependencies
    const [before, crashed, after] = [newLearner(), newLearner(), newLearner()]
    await school.emit(...earned(before))
    // The first row of an edition after this fails when the badge is signed already; the second goes through.
    await pool.query(`
      CREATE SEQUENCE certificates.crash;
      CREATE FUNCTION certificates.crash_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('certificates.crash') = 1 THEN RAISE EXCEPTION 'the process died'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER crash_once BEFORE INSERT ON certificates.edition
      FOR EACH ROW EXECUTE FUNCTION certificates.crash_once()`)
    await school.emit(...earned(crashed))
    await school.emit(...earned(after))
    const serials = await Promise.all(
      [before, crashed, after].map(async (learner) => (await certificatesOf(learner))[0].serial),
    )
    const numbers = serials.map((serial) => Number(serial.split('-')[1]))
    const [first = 0] = numbers
    expect(numbers).toEqual([first, first + 1, first + 2])
    const { rows } = await pool.query<{ last: string }>('SELECT last_value AS last FROM certificates.crash')
    expect(Number(rows[0]?.last)).toBeGreaterThan(1)
  })

  it('has serial numbers without gaps', async () => {
    const { rows } = await school.dependencies.pool.query<{ isGapless: boolean }>(
      `SELECT count(*) = max(serial_number) AND min(serial_number) = 1 AS "isGapless" FROM certificates.certificate`,
    )
    expect(rows[0]?.isGapless).toBe(true)
  })
})

import { EnrollmentCertificate, GrantRole, LectureText, MarkLectureRead, succeeded } from '@lyceum/client'

import { buyCourse } from './buy-course.ts'
import { earnCertificate } from './earn-certificate.ts'
import type { DemoPlatform } from './demo-platform.ts'
import { buildPaidCourse } from './paid-course.ts'
import type { PaidCourse } from './paid-course.ts'
import { registerPerson } from './people.ts'
import type { Person } from './people.ts'
import { readReportCard } from './read-report-card.ts'
import { refundCourse, seeRevocation } from './refund-course.ts'
import { gradeExam, sitExam, takeQuiz } from './sit-exam.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

export interface PaidJourneyOptions {
  readonly steps: StepRunner
  /** For what is fetched on the way. */
  readonly folder: string
  /** Of the platform, for a look at what it wrote down. */
  readonly dataFolder: string
}

/** From a price to a certificate and back again, over the public endpoint alone. */
export async function takePaidJourney(
  platform: DemoPlatform,
  { steps, folder, dataFolder }: PaidJourneyOptions,
): Promise<void> {
  const [platformUrl] = platform.urls
  const people = await registerPeople(platform, steps)
  const { instructor, learner } = people
  const course = await buildPaidCourse(instructor, { steps, folder })
  const bought = await buyCourse(people, course, { steps, dataFolder })
  const { enrollmentId } = bought
  await readLecture(learner, { ...course, enrollmentId }, steps)
  await takeQuiz(learner, course, steps)
  const { attemptId } = await sitExam(learner, course, steps)
  await gradeExam(people, { ...course, attemptId }, steps)
  const certificate = await earnCertificate(learner, { steps, folder, platformUrl, enrollmentId })
  await readReportCard(people, { ...course, enrollmentId }, steps)
  await refundCourse(people, { ...course, ...bought }, steps)
  await seeRevocation(learner, certificate, { steps, platformUrl })
  await Promise.all(Object.values(people).map((person) => person.leave()))
}

async function registerPeople(platform: DemoPlatform, steps: StepRunner) {
  return await steps.step('Another instructor, administrator and learner join', async () => {
    const instructor = await registerPerson(platform, 'Tom')
    const learner = await registerPerson(platform, 'Philippa')
    const administrator = await registerPerson(platform, 'Olga')
    expectThat(await platform.grantAdministrator('olga@example.org'), 'Olga to have an account')
    await administrator.signIn()
    const input = { userId: instructor.id, role: 'INSTRUCTOR' } as const
    succeeded((await administrator.client.execute(GrantRole, { input })).grantRole)
    await instructor.signIn()
    return { result: { instructor, learner, administrator }, told: 'Tom, Olga and Philippa' }
  })
}

async function readLecture(
  learner: Person,
  { lectureId, enrollmentId }: PaidCourse & { readonly enrollmentId: string },
  steps: StepRunner,
): Promise<void> {
  await steps.step('The lecture is read; no certificate without the exam', async () => {
    const { client } = learner
    const { lecture } = await client.execute(LectureText, { id: lectureId })
    expectThat(lecture?.textHtml?.includes('<strong>too much</strong>') ?? false, 'the text that was paid')
    succeeded((await client.execute(MarkLectureRead, { input: { lectureId } })).markLectureRead)
    await learner.hears(({ type }) => type === 'COURSE_COMPLETED', 'that everything is read')
    const { enrollment } = await client.execute(EnrollmentCertificate, { id: enrollmentId })
    expectThat(enrollment?.certificate === null, 'no certificate yet')
    return { result: undefined, told: 'every lecture is done' }
  })
}

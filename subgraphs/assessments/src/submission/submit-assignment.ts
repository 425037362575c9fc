import { createHash } from 'node:crypto'

import { untilFound } from '@lyceum/events'
import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import { AssessmentKind, AssessmentStatus } from '../assessment/assessment.ts'
import type { AssessmentRecord } from '../assessment/assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import { findOwnFiles } from '../media-asset/find-own-files.ts'
import type { FileRecord } from '../media-asset/media-asset.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { attemptSubmitted } from './submission.events.ts'
import { judgeLateness } from './late-policy.ts'
import type { SubmissionRecord } from './submission.ts'

/**
 * As JSON writes a text in UTF-8, which is how it travels: a line break takes two bytes, most of what Chinese is written with three.
 * The gateway takes bodies of 256 KiB, so there is room for the files and the operation.
 */
const maximumTextBytes = 200_000

const textSchema = z
  .string()
  .refine((text) => Buffer.byteLength(JSON.stringify(text)) <= maximumTextBytes, {
    message: `A text has at most ${maximumTextBytes} bytes`,
  })
  .default('')

const schema = z
  .object({
    assessmentId: z.string(),
    text: textSchema,
    files: z
      .array(z.object({ mediaAssetId: z.string(), sha256: z.string().toLowerCase().nullish() }))
      .max(20)
      .default([]),
  })
  .refine(({ text, files }) => text.trim() !== '' || files.length > 0, 'Hand in a text or a file')

/** What is handed in. */
interface Work {
  readonly text: string
  readonly files: readonly FileRecord[]
}

/** Hands in an assignment, again as often as its attempts allow. The receipt proves what was handed in, and when. */
export async function submitAssignment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { assessmentId } = checked.value
  const assessment = await services.assessments.findAssessment(assessmentId)
  if (assessment?.kind !== AssessmentKind.ASSIGNMENT) throw new NotFoundError('Assessment', assessmentId)
  const { courses } = services
  const isMember = await untilFound(async () =>
    (await courses.isMember(userId, assessment.courseId)) ? true : null,
  )
  if (isMember === null) {
    // Whoever is no learner must not find out about drafts.
    if (assessment.status !== AssessmentStatus.PUBLISHED) throw new NotFoundError('Assessment', assessmentId)
    return fail(refusal(UserErrorCode.NOT_ENROLLED, 'Only learners of the course may hand in'))
  }
  const { text, files } = checked.value
  const found = await findOwnFiles(services, { userId, files, path: ['input', 'files'] })
  if (!found.ok) return found
  return await services.inTransaction(context, async (transaction) => {
    // One after the other: each gets a number of its own.
    const locked = await transaction.assessments.lockAssessment(assessmentId)
    if (locked?.status !== AssessmentStatus.PUBLISHED) throw new NotFoundError('Assessment', assessmentId)
    return await handIn(transaction, locked, { userId, work: { text, files: found.files } })
  })
}

async function handIn(
  { assessments, submissions, say }: AssessmentsTransaction,
  assessment: AssessmentRecord,
  { userId, work }: { readonly userId: string; readonly work: Work },
): Promise<Outcome<{ submission: SubmissionRecord }>> {
  const { id: assessmentId, courseId, opensAt, attemptLimit, totalMarks } = assessment
  const submittedAt = await assessments.now()
  if (opensAt !== null && opensAt > submittedAt) {
    return fail(refusal(UserErrorCode.ASSESSMENT_NOT_OPEN, 'The assignment has not opened yet'))
  }
  const extra = await assessments.findAccommodation(assessmentId, userId)
  const dueAt = extra?.dueAt ?? assessment.dueAt
  const lateness = judgeLateness({ ...assessment, dueAt }, submittedAt)
  if (lateness === null)
    return fail(refusal(UserErrorCode.ASSESSMENT_CLOSED, 'The assignment was due already'))
  const earlier = await submissions.listSubmissionsOf(userId, [assessmentId])
  if (attemptLimit !== null && earlier.length >= attemptLimit) {
    return fail(refusal(UserErrorCode.NO_ATTEMPTS_LEFT, 'Nothing more can be handed in'))
  }
  const { text, files } = work
  const handedIn = { assessmentId, userId, number: earlier.length + 1, text, files, submittedAt }
  const receipt = createHash('sha256').update(JSON.stringify(handedIn)).digest('hex')
  const submission = await submissions.insertSubmission({
    ...handedIn,
    ...lateness,
    courseId,
    totalMarks,
    receipt,
  })
  await say(attemptSubmitted(submission))
  return succeed({ submission })
}

function refusal(code: UserErrorCode, message: string): BasicUserError {
  return new BasicUserError(code, message, ['input', 'assessmentId'])
}

import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'
import { z } from 'zod'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { QuestionKey, QuestionVersionRecord } from '../question/question.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { correctKey, correctedKeySchema } from './correct-key.ts'
import { planRegrade } from './plan-regrade.ts'
import type { RegradePlan } from './plan-regrade.ts'
import { announceResult } from './release-attempt.ts'

const previewSchema = z.object({ questionVersionId: z.string(), key: correctedKeySchema })
const applySchema = previewSchema.extend({
  fingerprint: z.string(),
  reason: z.string().trim().min(1).max(2_000),
})

interface Correction {
  readonly viewer: SignedInViewer
  readonly version: QuestionVersionRecord
  readonly key: QuestionKey
}

/** What a corrected key would change; changes nothing. */
export async function previewRegrade(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ preview: RegradePlan }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(previewSchema, input)
  if (!checked.ok) return checked
  const correction = await requireCorrection(services, context, checked.value)
  if (!correction.ok) return correction
  const { version, key } = correction.correction
  return await services.inTransaction(context, async (transaction) =>
    succeed({ preview: await planFor(transaction, version.id, key) }),
  )
}

/** Corrects the key and every result that depends on it, all or nothing, when that is what was previewed. */
export async function applyRegrade(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ applied: RegradePlan }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(applySchema, input)
  if (!checked.ok) return checked
  const correction = await requireCorrection(services, context, checked.value)
  if (!correction.ok) return correction
  const { viewer, version, key } = correction.correction
  const { fingerprint, reason } = checked.value
  return await services.inTransaction(context, async (transaction) => {
    // Whoever ends an attempt with this question now waits, and is graded by the new key.
    await transaction.questions.lockQuestion(version.questionId)
    const plan = await planFor(transaction, version.id, key)
    if (plan.fingerprint !== fingerprint) return fail(stale())
    const revision = { questionVersionId: version.id, key, reason, createdBy: viewer.id }
    const keyRevisionId = await transaction.questions.insertKeyRevision(revision)
    await applyPlan(transaction, plan, version.questionId)
    const changes = plan.changes.flatMap(({ attempt, oldScore, newScore }) =>
      oldScore === null || newScore === null || oldScore === newScore
        ? []
        : [{ attemptId: attempt.id, keyRevisionId, oldScore, newScore, reason, changedBy: viewer.id }],
    )
    await transaction.attemptQuestions.insertScoreChanges(changes)
    return succeed({ applied: plan })
  })
}

async function applyPlan(
  transaction: AssessmentsTransaction,
  { changes }: RegradePlan,
  questionId: string,
): Promise<void> {
  for (const { attempt, newQuestionScore, newScore, oldScore } of changes) {
    await transaction.attemptQuestions.saveScores(attempt.id, [{ questionId, score: newQuestionScore }])
    const saved = await transaction.attempts.saveScore(attempt.id, newScore)
    if (saved.releasedAt !== null && newScore !== oldScore) await announceResult(transaction, saved)
  }
}

async function planFor(
  { attempts, attemptQuestions, assessments }: AssessmentsTransaction,
  questionVersionId: string,
  key: QuestionKey,
): Promise<RegradePlan> {
  const affected = await attempts.lockEndedAttemptsWith(questionVersionId)
  const questions = await attemptQuestions.listQuestions(affected.map(({ id }) => id))
  const assessmentIds = [...new Set(affected.map(({ assessmentId }) => assessmentId))]
  return planRegrade({
    questionVersionId,
    key,
    attempts: affected,
    questions,
    assessments: await assessments.findAssessments(assessmentIds),
  })
}

async function requireCorrection(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { questionVersionId: id, key: input }: z.output<typeof previewSchema>,
): Promise<Outcome<{ correction: Correction }>> {
  const [version] = await services.questions.findVersions([id])
  if (version === undefined) throw new NotFoundError('QuestionVersion', id)
  const { courseId } = version
  const { viewer } = await requireStaff(services, context, { courseId, kind: 'QuestionVersion', id })
  const key = correctKey(version, input)
  if (key === null) {
    const message = `This is no key of a ${version.type} question with these options`
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'key']))
  }
  return succeed({ correction: { viewer, version, key } })
}

function stale(): BasicUserError {
  const message = 'Results have changed since the preview; look at a new one'
  return new BasicUserError(UserErrorCode.REGRADE_PREVIEW_STALE, message, ['input', 'fingerprint'])
}

import {
  AddQuestions,
  CreateAssessment,
  CreateQuestionBank,
  PublishAssessment,
  SetAssessmentItems,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'

import {
  ClaimGrading,
  ClaimSubmission,
  PreviewRegrade,
  QuestionVersion,
  StartAttempt,
  SubmitAssignment,
  SubmitAttempt,
} from '../policy-operations.ts'
import type { Person } from './people.ts'

/** Who teaches the course of the assessments and who learns in it. */
export interface Classroom {
  readonly courseId: string
  readonly instructor: Person
  readonly learner: Person
}

/** What the policy table's fields about assessments are called on. */
export type PolicyAssessments = Awaited<ReturnType<typeof openPolicyAssessments>>

export async function openPolicyAssessments({ courseId, instructor, learner }: Classroom) {
  async function createBank(): Promise<string> {
    const payload = await instructor.execute(CreateQuestionBank, { input: { courseId, title: 'Bank' } })
    return present(succeeded(payload.createQuestionBank).questionBank, 'question bank').id
  }

  async function addQuestion(bankId: string, question: Question): Promise<string> {
    const payload = await instructor.execute(AddQuestions, { input: { bankId, questions: [question] } })
    const [added] = present(succeeded(payload.addQuestions).questions, 'questions')
    return present(added, 'question').id
  }

  async function createAssessment(kind: 'ASSIGNMENT' | 'QUIZ'): Promise<string> {
    const ofKind = kind === 'ASSIGNMENT' ? { totalMarks: '10' } : {}
    const input = {
      courseId,
      kind,
      title: 'Assessment',
      resultsVisibility: 'AFTER_RELEASE',
      ...ofKind,
    } as const
    const payload = await instructor.execute(CreateAssessment, { input })
    return present(succeeded(payload.createAssessment).assessment, 'assessment').id
  }

  /** A quiz that could be published. */
  async function createDraft(questionIds: readonly string[]): Promise<string> {
    const assessmentId = await createAssessment('QUIZ')
    const input = { assessmentId, items: questionIds.map((questionId) => ({ questionId })) }
    succeeded((await instructor.execute(SetAssessmentItems, { input })).setAssessmentItems)
    return assessmentId
  }

  async function publish(assessmentId: string): Promise<string> {
    succeeded((await instructor.execute(PublishAssessment, { input: { assessmentId } })).publishAssessment)
    return assessmentId
  }

  async function findChoice(bankId: string): Promise<{ questionVersionId: string; optionIds: string[] }> {
    const { questionBank } = await instructor.execute(QuestionVersion, { bankId })
    const question = present(questionBank?.questions.edges[0]?.node, 'question')
    return {
      questionVersionId: question.version,
      optionIds: question.options.slice(0, 1).map(({ id }) => id),
    }
  }

  const bankId = await createBank()
  const questionId = await addQuestion(bankId, trueFalse)
  const essayId = await addQuestion(bankId, essay)
  const quizId = await publish(await createDraft([questionId, essayId]))
  const assignmentId = await publish(await createAssessment('ASSIGNMENT'))
  const { questionVersionId, optionIds } = await findChoice(bankId)
  const correction = { questionVersionId, key: { optionIds } }

  /** The one that runs; the next one, when the last was handed in. */
  async function runningAttempt(): Promise<string> {
    const { startAttempt } = await learner.execute(StartAttempt, { input: { assessmentId: quizId } })
    return present(succeeded(startAttempt).attempt, 'attempt').id
  }

  async function submittedAttempt(): Promise<string> {
    const attemptId = await runningAttempt()
    succeeded((await learner.execute(SubmitAttempt, { input: { attemptId } })).submitAttempt)
    return attemptId
  }

  return {
    bankId,
    questionId,
    /** Revised by the table, and in no assessment. */
    spareQuestionId: await addQuestion(bankId, trueFalse),
    essayId,
    quizId,
    assignmentId,
    correction,
    draftId: await createDraft([questionId]),
    runningAttempt,
    submittedAttempt,
    freshDraft: (): Promise<string> => createDraft([questionId]),
    freshAssignment: (): Promise<string> => createAssessment('ASSIGNMENT'),
    freshQuiz: async (): Promise<string> => publish(await createDraft([questionId])),
    async attemptClaimedBy(grader: Client): Promise<string> {
      const attemptId = await submittedAttempt()
      succeeded((await grader.execute(ClaimGrading, { input: { attemptId } })).claimGrading)
      return attemptId
    },
    async submissionClaimedBy(grader: Client): Promise<string> {
      const submissionId = await this.freshSubmission()
      succeeded((await grader.execute(ClaimSubmission, { input: { submissionId } })).claimSubmission)
      return submissionId
    },
    async previewFingerprint(): Promise<string> {
      const payload = await instructor.execute(PreviewRegrade, { input: correction })
      return present(succeeded(payload.previewRegrade).preview, 'preview').fingerprint
    },
    async freshSubmission(): Promise<string> {
      const input = { assessmentId: assignmentId, text: 'My work.' }
      const { submitAssignment } = await learner.execute(SubmitAssignment, { input })
      return present(succeeded(submitAssignment).submission, 'submission').id
    },
  }
}

type Question = typeof trueFalse | typeof essay

const trueFalse = { type: 'TRUE_FALSE', prompt: 'The Earth is round', key: { isTrue: true } } as const
const essay = { type: 'ESSAY', prompt: 'Why?', marks: '4' } as const

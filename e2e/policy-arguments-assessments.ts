import { input } from './harness/policy-call.ts'
import type { Arguments, Variables } from './harness/policy-call.ts'

const course = (more: Variables): Arguments =>
  input(({ school }) => ({ courseId: school.published.courseId, ...more }))
const freshQuiz = input(async ({ school }) => ({ assessmentId: await school.assessments.freshQuiz() }))

const question = { type: 'TRUE_FALSE', prompt: 'The Earth is flat', key: { isTrue: false } } as const

/** How the fields of the assessments are called. */
export const assessmentArguments = {
  Query: {
    assessment: ({ school }) => ({ id: school.assessments.draftId }),
    attempt: async ({ school }) => ({ id: await school.assessments.runningAttempt() }),
    questionBank: ({ school }) => ({ id: school.assessments.bankId }),
  },

  Mutation: {
    createQuestionBank: course({ title: 'One more bank' }),
    addQuestions: input(({ school }) => ({ bankId: school.assessments.bankId, questions: [question] })),
    reviseQuestion: input(({ school }) => ({ questionId: school.assessments.spareQuestionId, question })),
    createAssessment: course({ kind: 'QUIZ', title: 'One more quiz' }),
    reviseAssessment: input(({ school }) => ({
      assessmentId: school.assessments.draftId,
      settings: { title: 'A better title' },
    })),
    setAssessmentItems: input(({ school: { assessments } }) => ({
      assessmentId: assessments.draftId,
      items: [{ questionId: assessments.questionId }],
    })),
    setAssessmentRubric: input(async ({ school }) => ({
      assessmentId: await school.assessments.freshAssignment(),
      rubric: [{ title: 'All of it', marks: '10' }],
    })),
    publishAssessment: input(async ({ school }) => ({
      assessmentId: await school.assessments.freshDraft(),
    })),
    unpublishAssessment: freshQuiz,
    removeAssessment: freshQuiz,
    setGradingRules: course({ dropLowestQuizzes: 1 }),
    grantExtraTime: input(({ school: { assessments, people } }) => ({
      assessmentId: assessments.quizId,
      userId: people.learner.id,
      extraSeconds: 60,
      reason: 'Reads slowly.',
    })),

    startAttempt: input(({ school }) => ({ assessmentId: school.assessments.quizId })),
    saveAnswer: input(async ({ school: { assessments } }) => ({
      attemptId: await assessments.runningAttempt(),
      questionId: assessments.essayId,
      clientSequence: 1,
      answer: { text: 'Because.' },
    })),
    submitAttempt: input(async ({ school }) => ({ attemptId: await school.assessments.runningAttempt() })),
    submitAssignment: input(({ school }) => ({
      assessmentId: school.assessments.assignmentId,
      text: 'My work.',
    })),

    claimGrading: input(async ({ school }) => ({ attemptId: await school.assessments.submittedAttempt() })),
    gradeAnswer: input(async ({ school: { assessments, people }, role }) => ({
      attemptId: await assessments.attemptClaimedBy(
        role === 'administrator' ? people.administrator : people.instructor,
      ),
      questionId: assessments.essayId,
      marks: '4',
    })),
    claimSubmission: input(async ({ school }) => ({
      submissionId: await school.assessments.freshSubmission(),
    })),
    gradeSubmission: input(async ({ school: { assessments, people }, role }) => ({
      submissionId: await assessments.submissionClaimedBy(
        role === 'administrator' ? people.administrator : people.instructor,
      ),
      marks: '10',
    })),
    releaseResults: input(({ school }) => ({ assessmentId: school.assessments.quizId, onlyGraded: true })),
    previewRegrade: input(({ school }) => school.assessments.correction),
    applyRegrade: input(async ({ school: { assessments } }) => ({
      ...assessments.correction,
      fingerprint: await assessments.previewFingerprint(),
      reason: 'The key was wrong.',
    })),
  },
} as const satisfies Record<string, Record<string, Arguments>>

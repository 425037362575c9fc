import { input } from './harness/policy-call.ts'
import type { Arguments } from './harness/policy-call.ts'
import { policyHours } from './harness/policy-report-cards.ts'

const session = { title: 'Class session', ...policyHours }

/** How the fields of class sessions and report cards are called. */
export const reportCardArguments = {
  Query: {
    classSession: ({ school }) => ({ id: school.reportCards.classSessionId }),
    reportCard: ({ school }) => ({ id: school.reportCards.reportCardId }),
  },

  Mutation: {
    createClassSession: input(({ school }) => ({ courseId: school.published.courseId, ...session })),
    changeClassSession: input(({ school }) => ({
      classSessionId: school.reportCards.classSessionId,
      ...session,
    })),
    cancelClassSession: input(async ({ school }) => ({
      classSessionId: await school.reportCards.freshSession(),
    })),
    markAttendance: input(({ school: { people, reportCards } }) => ({
      classSessionId: reportCards.classSessionId,
      marks: [{ userId: people.learner.id, status: 'PRESENT' }],
    })),
    writeRemark: input(({ school }) => ({
      reportCardId: school.reportCards.reportCardId,
      text: 'Well done.',
    })),
    editRemark: input(async ({ school }) => ({
      remarkId: await school.reportCards.freshRemark(),
      text: 'Very well done.',
    })),
    withdrawRemark: input(async ({ school }) => ({ remarkId: await school.reportCards.freshRemark() })),
  },
} as const satisfies Record<string, Record<string, Arguments>>

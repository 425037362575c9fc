import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import type { AttemptRecord } from '../attempt/attempt.ts'
import { Attempt } from '../attempt/attempt.type.ts'
import type { AssessmentsContext } from '../context.ts'
import { Course, Module } from '../course/course.stubs.ts'
import { formatUnits } from '../marks/marks.ts'
import { presentRubric } from '../question/present-question.ts'
import { findVisibleBank, findVisibleQuestion } from '../question/question.resolver.ts'
import { Question, QuestionBank, RubricCriterion } from '../question/question.type.ts'
import type { QuestionBankRecord } from '../question/question.ts'
import type { AssessmentItemRecord, AssessmentRecord } from './assessment.ts'
import { Assessment, AssessmentItem, ScheduleEntry } from './assessment.type.ts'
import { listSchedule } from './list-schedule.ts'

@Resolver(() => Assessment)
export class AssessmentResolver {
  @Query(() => Assessment, {
    nullable: true,
    description:
      'One assessment; null for all but the learners (once published) and the staff of its course.',
  })
  assessment(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: AssessmentsContext,
  ): Promise<AssessmentRecord | null> {
    return context.visibleAssessment(id)
  }

  @FieldResolver(() => Course, { nullable: true, description: 'Of which course.' })
  course(@Root() { courseId }: AssessmentRecord): Course {
    return { id: courseId }
  }

  @FieldResolver(() => Module, { nullable: true, description: 'Of which module; null for the whole course.' })
  module(@Root() { moduleId }: AssessmentRecord): Module | null {
    return moduleId === null ? null : { id: moduleId }
  }

  @FieldResolver(() => String, { description: 'Decimal: the marks of everything right.' })
  totalMarks(@Root() { totalMarks }: AssessmentRecord): string {
    return formatUnits(totalMarks)
  }

  @FieldResolver(() => String, { description: 'Decimal: the percentage that passes.' })
  passMarkPercent(@Root() { passMark }: AssessmentRecord): string {
    return formatUnits(passMark)
  }

  @FieldResolver(() => String, { description: "Decimal: how much it counts in the course's grade." })
  weight(@Root() { weight }: AssessmentRecord): string {
    return formatUnits(weight)
  }

  @FieldResolver(() => String, {
    description: 'Assignments, decimal: percent of the total for each begun day.',
  })
  latePenaltyPercentPerDay(@Root() { latePenalty }: AssessmentRecord): string {
    return formatUnits(latePenalty)
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Assignments: when nothing late is taken any more; null = at the due time.',
  })
  lateEndsAt(@Root() { lateUntil }: AssessmentRecord): Date | null {
    return lateUntil
  }

  @FieldResolver(() => [RubricCriterion], {
    description: 'Assignments: what graders go by; empty = one mark for the whole.',
  })
  rubric(@Root() { rubric }: AssessmentRecord): RubricCriterion[] {
    return presentRubric(rubric)
  }

  @FieldResolver(() => [AssessmentItem], {
    nullable: true,
    description: 'What it is made of; null for all but the staff.',
  })
  async items(@Root() { id, courseId }: AssessmentRecord, @Ctx() context: AssessmentsContext) {
    return (await context.isStaffOf(courseId)) ? await context.items.load(id) : null
  }

  @FieldResolver(() => [Attempt], { description: "The viewer's own attempts, oldest first." })
  viewerAttempts(
    @Root() { id }: AssessmentRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<readonly AttemptRecord[]> {
    return context.viewerAttempts.load(id)
  }
}

@Resolver(() => AssessmentItem)
export class AssessmentItemResolver {
  @FieldResolver(() => Question, { nullable: true, description: 'The fixed question.' })
  async question(
    @Root() { questionId }: AssessmentItemRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<Question | null> {
    return questionId === null ? null : await findVisibleQuestion(context, questionId)
  }

  @FieldResolver(() => QuestionBank, { nullable: true, description: 'The bank that is drawn from.' })
  async bank(
    @Root() { bankId }: AssessmentItemRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<QuestionBankRecord | null> {
    return bankId === null ? null : await findVisibleBank(context, bankId)
  }

  @FieldResolver(() => String, { description: 'Decimal: what each question is worth.' })
  marks(@Root() { marks }: AssessmentItemRecord): string {
    return formatUnits(marks)
  }
}

@Resolver(() => Module)
export class ModuleAssessmentsResolver {
  @FieldResolver(() => [Assessment], {
    nullable: true,
    description: 'Those that the viewer may see, in the order in which they are due.',
  })
  assessments(
    @Root() { id }: Module,
    @Ctx() context: AssessmentsContext,
  ): Promise<readonly AssessmentRecord[]> {
    return context.visibleAssessmentsOf('moduleId', id)
  }
}

@Resolver(() => Course)
export class CourseAssessmentsResolver {
  @FieldResolver(() => [Assessment], {
    nullable: true,
    description: 'Those that the viewer may see, in the order in which they are due.',
  })
  assessments(
    @Root() { id }: Course,
    @Ctx() context: AssessmentsContext,
  ): Promise<readonly AssessmentRecord[]> {
    return context.visibleAssessmentsOf('courseId', id)
  }

  @FieldResolver(() => [ScheduleEntry], {
    nullable: true,
    description: 'Opening times, exams and due times, in order.',
  })
  async schedule(@Root() { id }: Course, @Ctx() context: AssessmentsContext) {
    return listSchedule(await context.visibleAssessmentsOf('courseId', id))
  }

  @FieldResolver(() => [QuestionBank], { nullable: true, description: 'Null for all but the staff.' })
  async questionBanks(@Root() { id }: Course, @Ctx() context: AssessmentsContext) {
    return (await context.isStaffOf(id)) ? await context.banksOfCourse.load(id) : null
  }
}

import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import {
  CreateAssessmentInput,
  PublishAssessmentInput,
  RemoveAssessmentInput,
  ReviseAssessmentInput,
  SetAssessmentItemsInput,
  SetAssessmentRubricInput,
  UnpublishAssessmentInput,
} from './assessment.input.ts'
import {
  CreateAssessmentPayload,
  PublishAssessmentPayload,
  RemoveAssessmentPayload,
  ReviseAssessmentPayload,
  SetAssessmentItemsPayload,
  SetAssessmentRubricPayload,
  UnpublishAssessmentPayload,
} from './assessment.payloads.ts'
import { createAssessment } from './create-assessment.ts'
import { publishAssessment, removeAssessment, unpublishAssessment } from './publish-assessment.ts'
import { reviseAssessment } from './revise-assessment.ts'
import { setAssessmentItems } from './set-assessment-items.ts'
import { setAssessmentRubric } from './set-assessment-rubric.ts'

/** What authors do. */
@Resolver()
export class AssessmentMutationsResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @Mutation(() => CreateAssessmentPayload, { description: 'Makes a draft of an assessment.' })
  async createAssessment(
    @Arg('input', () => CreateAssessmentInput, { description: 'The assessment.' })
    input: CreateAssessmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await createAssessment(this.services, context, input))
  }

  @Mutation(() => ReviseAssessmentPayload, {
    description: 'Replaces every setting; running attempts keep their end.',
  })
  async reviseAssessment(
    @Arg('input', () => ReviseAssessmentInput, { description: 'The settings.' }) input: ReviseAssessmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await reviseAssessment(this.services, context, input))
  }

  @Mutation(() => SetAssessmentItemsPayload, {
    description: 'Replaces the questions; attempts that have begun keep theirs.',
  })
  async setAssessmentItems(
    @Arg('input', () => SetAssessmentItemsInput, { description: 'The items.' })
    input: SetAssessmentItemsInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await setAssessmentItems(this.services, context, input))
  }

  @Mutation(() => SetAssessmentRubricPayload, {
    description: 'Replaces what graders of an assignment go by, as long as nobody is graded.',
  })
  async setAssessmentRubric(
    @Arg('input', () => SetAssessmentRubricInput, { description: 'The rubric.' })
    input: SetAssessmentRubricInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await setAssessmentRubric(this.services, context, input))
  }

  @Mutation(() => PublishAssessmentPayload, {
    description: 'Shows an assessment to the learners of its course.',
  })
  async publishAssessment(
    @Arg('input', () => PublishAssessmentInput, { description: 'Which.' }) input: PublishAssessmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await publishAssessment(this.services, context, input))
  }

  @Mutation(() => UnpublishAssessmentPayload, {
    description: 'Hides an assessment; what was begun goes on and is graded.',
  })
  async unpublishAssessment(
    @Arg('input', () => UnpublishAssessmentInput, { description: 'Which.' }) input: UnpublishAssessmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await unpublishAssessment(this.services, context, input))
  }

  @Mutation(() => RemoveAssessmentPayload, { description: 'Takes away an assessment that nobody has begun.' })
  async removeAssessment(
    @Arg('input', () => RemoveAssessmentInput, { description: 'Which.' }) input: RemoveAssessmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await removeAssessment(this.services, context, input))
  }
}

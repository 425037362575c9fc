import {
  isAdministrator,
  requirePermission,
  requireSignedIn,
  toConnection,
  toPageRequest,
  toPayload,
} from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { cancelEnrollment } from './cancel-enrollment.ts'
import { createEnrollment } from './create-enrollment.ts'
import {
  CancelEnrollmentInput,
  CancelEnrollmentPayload,
  CreateEnrollmentArguments,
  CreateEnrollmentPayload,
  EnrollmentConnection,
  EnrollmentPageArguments,
  EnrollmentsArguments,
} from './enrollment.operations.ts'
import type { EnrollmentRecord } from './enrollment.ts'
import { Course, User } from './enrollment.stubs.ts'
import { Enrollment } from './enrollment.type.ts'

@Resolver(() => Enrollment)
export class EnrollmentResolver {
  constructor(private readonly services: EnrollmentsServices) {}

  @Query(() => EnrollmentConnection, { description: 'Every enrolment, newest first. For administrators.' })
  async enrollments(
    @Args(() => EnrollmentsArguments) args: EnrollmentsArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<EnrollmentRecord>> {
    requirePermission(context.viewer, isAdministrator)
    const request = toPageRequest(args, 1)
    const rows = await this.services.enrollments.listEnrollments(request, args)
    return toConnection(rows, request, ({ id }) => [id])
  }

  @Query(() => EnrollmentConnection, {
    description: "The viewer's enrolments, newest first: their course history.",
  })
  async myEnrollments(
    @Args(() => EnrollmentPageArguments) args: EnrollmentPageArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<EnrollmentRecord>> {
    return await context.pageOfUser(requireSignedIn(context.viewer).id, args)
  }

  @Query(() => Enrollment, {
    nullable: true,
    description:
      'One enrolment; null for everybody but the learner, instructors of the course and administrators.',
  })
  enrollment(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: EnrollmentsContext,
  ): Promise<EnrollmentRecord | null> {
    return context.visibleEnrollment(id)
  }

  @Mutation(() => CreateEnrollmentPayload, {
    description: 'Enrols a person: at once in a free course, awaiting payment in a paid one.',
  })
  async createEnrollment(
    @Args(() => CreateEnrollmentArguments) args: CreateEnrollmentArguments,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await createEnrollment(this.services, context, args))
  }

  @Mutation(() => CancelEnrollmentPayload, { description: 'Ends an enrolment and frees its seat.' })
  async cancelEnrollment(
    @Arg('input', () => CancelEnrollmentInput, { description: 'Which.' }) input: CancelEnrollmentInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await cancelEnrollment(this.services, context, input))
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who is enrolled.' })
  user(@Root() { userId }: EnrollmentRecord): User {
    return { id: userId }
  }

  @FieldResolver(() => Course, { nullable: true, description: 'In what.' })
  course(@Root() { courseId }: EnrollmentRecord): Course {
    return { id: courseId }
  }
}

@Resolver(() => Course)
export class CourseEnrollmentsResolver {
  @FieldResolver(() => Enrollment, {
    nullable: true,
    description: "The viewer's enrolment; null when there is none, or it was cancelled.",
  })
  viewerEnrollment(
    @Root() { id }: Course,
    @Ctx() context: EnrollmentsContext,
  ): Promise<EnrollmentRecord | null> {
    return context.viewerEnrollments.load(id)
  }

  @FieldResolver(() => EnrollmentConnection, {
    nullable: true,
    description:
      'Who is in the course, newest first; null for everybody but its instructors and administrators.',
  })
  enrollments(
    @Root() { id }: Course,
    @Args(() => EnrollmentPageArguments) args: EnrollmentPageArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<EnrollmentRecord> | null> {
    return context.pageOfCourse(id, args)
  }
}

@Resolver(() => User)
export class UserEnrollmentsResolver {
  @FieldResolver(() => EnrollmentConnection, {
    nullable: true,
    description:
      'What the person is enrolled in, newest first; null for everybody but them and administrators.',
  })
  enrollments(
    @Root() { id }: User,
    @Args(() => EnrollmentPageArguments) args: EnrollmentPageArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<EnrollmentRecord> | null> {
    return context.pageOfVisibleUser(id, args)
  }
}

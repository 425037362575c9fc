import { ConnectionArguments, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { Lecture } from '../lecture/lecture.type.ts'
import type { LecturesServices } from '../services.ts'
import { User } from '../user/user.stub.ts'
import {
  CreateAnnotationInput,
  CreateAnnotationPayload,
  DeleteAnnotationInput,
  DeleteAnnotationPayload,
  UpdateAnnotationInput,
  UpdateAnnotationPayload,
} from './annotation.operations.ts'
import type { AnnotationRecord } from './annotation.ts'
import { Annotation, AnnotationConnection } from './annotation.type.ts'
import { createAnnotation } from './create-annotation.ts'
import { deleteAnnotation } from './delete-annotation.ts'
import { listAnnotations } from './list-annotations.ts'
import { updateAnnotation } from './update-annotation.ts'

@Resolver(() => Annotation)
export class AnnotationResolver {
  constructor(private readonly services: LecturesServices) {}

  @Mutation(() => CreateAnnotationPayload, {
    description: 'Notes something at a moment of a lecture. For whoever may watch it.',
  })
  async createAnnotation(
    @Arg('input', () => CreateAnnotationInput, { description: 'What and where.' })
    input: CreateAnnotationInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await createAnnotation(this.services, context, input))
  }

  @Mutation(() => UpdateAnnotationPayload, { description: 'Changes a note. For its author.' })
  async updateAnnotation(
    @Arg('input', () => UpdateAnnotationInput, { description: 'What changes.' })
    input: UpdateAnnotationInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await updateAnnotation(this.services, context, input))
  }

  @Mutation(() => DeleteAnnotationPayload, {
    description: 'Deletes a note. For its author, and a public one for those who edit the course.',
  })
  async deleteAnnotation(
    @Arg('input', () => DeleteAnnotationInput, { description: 'Which one.' }) input: DeleteAnnotationInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await deleteAnnotation(this.services, context, input))
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it.' })
  author(@Root() { authorId: id }: AnnotationRecord): User {
    return { id }
  }
}

@Resolver(() => Lecture)
export class LectureAnnotationsResolver {
  @FieldResolver(() => AnnotationConnection, {
    nullable: true,
    description:
      "The viewer's own notes and the public ones, in the order of the lecture; null for whoever may not watch it.",
  })
  annotations(
    @Root() lecture: LectureRecord,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() context: LecturesContext,
  ): Promise<Connection<AnnotationRecord> | null> {
    return listAnnotations(context, lecture, page)
  }
}

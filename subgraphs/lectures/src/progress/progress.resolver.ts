import { succeed, toPayload } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { Lecture } from '../lecture/lecture.type.ts'
import type { LecturesServices } from '../services.ts'
import { findViewerProgress } from './find-viewer-progress.ts'
import { markLectureRead } from './mark-lecture-read.ts'
import {
  MarkLectureReadInput,
  MarkLectureReadPayload,
  RecordProgressInput,
  RecordProgressPayload,
} from './progress.operations.ts'
import { LectureProgress } from './progress.type.ts'
import { recordProgress } from './record-progress.ts'
import { toLectureProgress } from './to-lecture-progress.ts'
import type { WrittenProgress } from './write-progress.ts'

@Resolver(() => Lecture)
export class ProgressResolver {
  constructor(private readonly services: LecturesServices) {}

  @Mutation(() => RecordProgressPayload, {
    description:
      'Adds what the viewer has watched. Watching 90 % of a lecture completes it. For those who are enrolled.',
  })
  async recordProgress(
    @Arg('input', () => RecordProgressInput, { description: 'What the player reports.' })
    input: RecordProgressInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(present(await recordProgress(this.services, context, input)))
  }

  @Mutation(() => MarkLectureReadPayload, {
    description: 'Completes a text or an external video. For those who are enrolled.',
  })
  async markLectureRead(
    @Arg('input', () => MarkLectureReadInput, { description: 'What was read.' }) input: MarkLectureReadInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(present(await markLectureRead(this.services, context, input)))
  }

  @FieldResolver(() => LectureProgress, {
    nullable: true,
    description: 'How far the viewer is; null for whoever is not enrolled.',
  })
  viewerProgress(
    @Root() lecture: LectureRecord,
    @Ctx() context: LecturesContext,
  ): Promise<LectureProgress | null> {
    return findViewerProgress(context, lecture)
  }
}

function present(
  outcome: Outcome<WrittenProgress>,
): Outcome<{ lecture: LectureRecord; progress: LectureProgress }> {
  if (!outcome.ok) return outcome
  const { lecture, progress } = outcome
  return succeed({ lecture, progress: toLectureProgress(lecture, progress) })
}

import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { changeLectureText } from './change-lecture-text.ts'
import { createExternalVideoLecture } from './create-external-video-lecture.ts'
import { createMediaLecture } from './create-media-lecture.ts'
import { createTextLecture } from './create-text-lecture.ts'
import { moveLecture } from './move-lecture.ts'
import { removeLecture } from './remove-lecture.ts'
import { renameLecture } from './rename-lecture.ts'
import { replaceExternalVideo } from './replace-external-video.ts'
import { replaceLectureMedia } from './replace-lecture-media.ts'
import { setLecturePreview } from './set-lecture-preview.ts'
import {
  ChangeLectureTextInput,
  CreateExternalVideoLectureInput,
  CreateMediaLectureInput,
  CreateTextLectureInput,
  MoveLectureInput,
  RemoveLectureInput,
  RenameLectureInput,
  ReplaceExternalVideoInput,
  ReplaceLectureMediaInput,
  SetLecturePreviewInput,
} from './lecture.inputs.ts'
import {
  ChangeLectureTextPayload,
  CreateExternalVideoLecturePayload,
  CreateMediaLecturePayload,
  CreateTextLecturePayload,
  MoveLecturePayload,
  RemoveLecturePayload,
  RenameLecturePayload,
  ReplaceExternalVideoPayload,
  ReplaceLectureMediaPayload,
  SetLecturePreviewPayload,
} from './lecture.payloads.ts'
import { Lecture } from './lecture.type.ts'

/** What those who edit a course do with its lectures. */
@Resolver(() => Lecture)
export class LectureEditingResolver {
  constructor(private readonly services: LecturesServices) {}

  @Mutation(() => CreateTextLecturePayload, {
    description: 'Adds a lecture to read, as the last of a module. For the instructors of the course.',
  })
  async createTextLecture(
    @Arg('input', () => CreateTextLectureInput, { description: 'What to add.' })
    input: CreateTextLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await createTextLecture(this.services, context, input))
  }

  @Mutation(() => CreateMediaLecturePayload, {
    description: 'Adds a video or audio lecture, as the last of a module. For the instructors of the course.',
  })
  async createMediaLecture(
    @Arg('input', () => CreateMediaLectureInput, { description: 'What to add.' })
    input: CreateMediaLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await createMediaLecture(this.services, context, input))
  }

  @Mutation(() => CreateExternalVideoLecturePayload, {
    description:
      'Adds a lecture that shows a video of YouTube, Dailymotion or Vimeo, as the last of a module. For the instructors of the course.',
  })
  async createExternalVideoLecture(
    @Arg('input', () => CreateExternalVideoLectureInput, { description: 'What to add.' })
    input: CreateExternalVideoLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await createExternalVideoLecture(this.services, context, input))
  }

  @Mutation(() => RenameLecturePayload, {
    description: 'Gives a lecture another title. For the instructors of the course.',
  })
  async renameLecture(
    @Arg('input', () => RenameLectureInput, { description: 'What changes.' }) input: RenameLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await renameLecture(this.services, context, input))
  }

  @Mutation(() => ChangeLectureTextPayload, {
    description: 'Gives a lecture another text. For the instructors of the course.',
  })
  async changeLectureText(
    @Arg('input', () => ChangeLectureTextInput, { description: 'What changes.' })
    input: ChangeLectureTextInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await changeLectureText(this.services, context, input))
  }

  @Mutation(() => ReplaceLectureMediaPayload, {
    description:
      'Gives a video or audio lecture another file; the progress of learners stays. For the instructors of the course.',
  })
  async replaceLectureMedia(
    @Arg('input', () => ReplaceLectureMediaInput, { description: 'What changes.' })
    input: ReplaceLectureMediaInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await replaceLectureMedia(this.services, context, input))
  }

  @Mutation(() => ReplaceExternalVideoPayload, {
    description:
      'Gives an external video lecture another video; the progress of learners stays. For the instructors of the course.',
  })
  async replaceExternalVideo(
    @Arg('input', () => ReplaceExternalVideoInput, { description: 'What changes.' })
    input: ReplaceExternalVideoInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await replaceExternalVideo(this.services, context, input))
  }

  @Mutation(() => SetLecturePreviewPayload, {
    description:
      'Opens a lecture to everybody once the course is published, or closes it again. For the instructors of the course.',
  })
  async setLecturePreview(
    @Arg('input', () => SetLecturePreviewInput, { description: 'What changes.' })
    input: SetLecturePreviewInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await setLecturePreview(this.services, context, input))
  }

  @Mutation(() => MoveLecturePayload, {
    description:
      'Moves a lecture within its module or to another one of the course. For the instructors of the course.',
  })
  async moveLecture(
    @Arg('input', () => MoveLectureInput, { description: 'Where it goes.' }) input: MoveLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await moveLecture(this.services, context, input))
  }

  @Mutation(() => RemoveLecturePayload, {
    description:
      "Removes a lecture with its attachments, annotations and everybody's progress in it. For the instructors of the course.",
  })
  async removeLecture(
    @Arg('input', () => RemoveLectureInput, { description: 'Which one.' }) input: RemoveLectureInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await removeLecture(this.services, context, input))
  }
}

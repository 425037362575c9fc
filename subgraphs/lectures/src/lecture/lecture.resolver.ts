import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import type { AttachmentRecord } from '../attachment/attachment.ts'
import { LectureAttachment } from '../attachment/attachment.type.ts'
import type { LecturesContext } from '../context.ts'
import { canEditLectures } from '../course/course.policy.ts'
import { Course } from '../course/course.stub.ts'
import { MediaAsset } from '../media-asset/media-asset.stub.ts'
import { Module } from '../module/module.stub.ts'
import { toEmbedUrl } from './external-video.ts'
import { findVisibleLecture, isWatchable } from './lecture-access.ts'
import type { LectureRecord } from './lecture.ts'
import { ExternalVideo, Lecture } from './lecture.type.ts'
import { renderMarkdown } from './render-markdown.ts'

@Resolver(() => Lecture)
export class LectureResolver {
  @Query(() => Lecture, {
    nullable: true,
    description: 'One lecture; null when the viewer may not know of it.',
  })
  lecture(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() context: LecturesContext,
  ): Promise<LectureRecord | null> {
    return findVisibleLecture(context, id)
  }

  @FieldResolver(() => Course, { nullable: true, description: 'The course it belongs to.' })
  course(@Root() { courseId: id }: LectureRecord): Course {
    return { id }
  }

  @FieldResolver(() => Module, { nullable: true, description: 'The module it stands in.' })
  module(@Root() { moduleId: id }: LectureRecord): Module {
    return { id }
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may see what is in the lecture.' })
  viewerCanWatch(@Root() lecture: LectureRecord, @Ctx() context: LecturesContext): Promise<boolean> {
    return isWatchable(context, lecture)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change the lecture.' })
  async viewerCanEdit(
    @Root() { courseId }: LectureRecord,
    @Ctx() context: LecturesContext,
  ): Promise<boolean> {
    const course = await context.courses.load(courseId)
    return course !== null && canEditLectures(context.viewer, course)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Its text, or notes beside it, as its author wrote it: Markdown. Null for whoever may not watch it.',
  })
  async textMarkdown(
    @Root() lecture: LectureRecord,
    @Ctx() context: LecturesContext,
  ): Promise<string | null> {
    return (await isWatchable(context, lecture)) ? lecture.textMarkdown : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The text as HTML that is safe to show; relative links stay as they are. Null for whoever may not watch it.',
  })
  async textHtml(@Root() lecture: LectureRecord, @Ctx() context: LecturesContext): Promise<string | null> {
    const isReadable = lecture.textMarkdown !== null && (await isWatchable(context, lecture))
    return isReadable ? renderMarkdown(lecture.textMarkdown) : null
  }

  @FieldResolver(() => MediaAsset, {
    nullable: true,
    description: 'The file of a video or audio lecture. Null for whoever may not watch it.',
  })
  async media(@Root() lecture: LectureRecord, @Ctx() context: LecturesContext): Promise<MediaAsset | null> {
    const { mediaAssetId: id } = lecture
    return id !== null && (await isWatchable(context, lecture)) ? { id } : null
  }

  @FieldResolver(() => ExternalVideo, {
    nullable: true,
    description: 'The video of an external video lecture. Null for whoever may not watch it.',
  })
  async externalVideo(
    @Root() lecture: LectureRecord,
    @Ctx() context: LecturesContext,
  ): Promise<ExternalVideo | null> {
    const { externalVideo: video } = lecture
    const isShown = video !== null && (await isWatchable(context, lecture))
    return isShown ? { ...video, embedUrl: toEmbedUrl(video) } : null
  }

  @FieldResolver(() => [LectureAttachment], {
    nullable: true,
    description: 'The files that come with it, in order, at most 20. Null for whoever may not watch it.',
  })
  async attachments(
    @Root() lecture: LectureRecord,
    @Ctx() context: LecturesContext,
  ): Promise<readonly AttachmentRecord[] | null> {
    const isShown = await isWatchable(context, lecture)
    return isShown ? await context.attachmentsOfLecture.load(lecture.id) : null
  }
}

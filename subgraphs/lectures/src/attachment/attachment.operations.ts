import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Lecture } from '../lecture/lecture.type.ts'
import { LectureAttachment } from './attachment.type.ts'

@InputType({ description: 'A file to attach to a lecture.' })
export class AddAttachmentInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => ID, { description: 'The file: one that the viewer uploaded.' })
  mediaAssetId!: string

  @Field(() => String, { description: 'What it is called in this lecture.' })
  title!: string
}

@InputType({ description: 'An attachment to take away.' })
export class RemoveAttachmentInput {
  @Field(() => ID, { description: 'Which attachment.' })
  attachmentId!: string
}

@ObjectType('AddAttachmentPayload', { description: 'The new attachment, or why there is none.' })
export class AddAttachmentPayload {
  @Field(() => LectureAttachment, { nullable: true, description: 'The new attachment.' })
  attachment?: LectureAttachment | null

  @Field(() => Lecture, { nullable: true, description: 'The lecture it belongs to.' })
  lecture?: Lecture | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RemoveAttachmentPayload', { description: 'Which attachment is gone.' })
export class RemoveAttachmentPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the attachment that is gone.' })
  removedAttachmentId?: string | null

  @Field(() => Lecture, { nullable: true, description: 'The lecture it belonged to.' })
  lecture?: Lecture | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

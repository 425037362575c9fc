import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Course } from '../course/course.type.ts'
import { User } from '../user/user.stub.ts'

@InputType({ description: 'Somebody who teaches.' })
export class FollowInstructorInput {
  @Field(() => ID, { description: 'Who.' })
  userId!: string
}

@InputType({ description: 'Somebody who teaches.' })
export class UnfollowInstructorInput {
  @Field(() => ID, { description: 'Who.' })
  userId!: string
}

@ObjectType('FollowCoursePayload', { description: 'The course that is followed from now on.' })
export class FollowCoursePayload {
  @Field(() => Course, { nullable: true, description: 'The course.' })
  course?: Course | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('UnfollowCoursePayload', { description: 'The course that is no longer followed.' })
export class UnfollowCoursePayload {
  @Field(() => Course, { nullable: true, description: 'The course.' })
  course?: Course | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('FollowInstructorPayload', { description: 'The person who is followed from now on.' })
export class FollowInstructorPayload {
  @Field(() => User, { nullable: true, description: 'The person.' })
  instructor?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('UnfollowInstructorPayload', { description: 'The person who is no longer followed.' })
export class UnfollowInstructorPayload {
  @Field(() => User, { nullable: true, description: 'The person.' })
  instructor?: User | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

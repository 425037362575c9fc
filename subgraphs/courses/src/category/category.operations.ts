import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Category } from './category.type.ts'

@InputType({ description: 'A new shelf of the catalogue.' })
export class CreateCategoryInput {
  @Field(() => String, { description: 'Its name, up to 80 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Unique; made from the name when left out.' })
  slug?: string | null

  @Field(() => ID, { nullable: true, description: 'The category it is part of; it cannot be changed later.' })
  parentId?: string | null
}

@ObjectType('CreateCategoryPayload', { description: 'The new category, or why there is none.' })
export class CreateCategoryPayload {
  @Field(() => Category, { nullable: true, description: 'The new category; null when it did not work.' })
  category?: Category | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

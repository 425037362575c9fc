import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { CreateCategoryInput, CreateCategoryPayload } from './category.operations.ts'
import { categoryLimit } from './category.ts'
import type { CategoryRecord } from './category.ts'
import { Category } from './category.type.ts'
import { createCategory } from './create-category.ts'

@Resolver(() => Category)
export class CategoryResolver {
  constructor(private readonly services: CoursesServices) {}

  @Query(() => [Category], { description: 'Every category, by name; at most 500.' })
  categories(): Promise<CategoryRecord[]> {
    return this.services.categories.listCategories(categoryLimit)
  }

  @Mutation(() => CreateCategoryPayload, { description: 'Adds a category. For administrators.' })
  async createCategory(
    @Arg('input', () => CreateCategoryInput, { description: 'What it is.' }) input: CreateCategoryInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await createCategory(this.services, context, input))
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category it is part of, if any.' })
  parent(
    @Root() category: CategoryRecord,
    @Ctx() context: CoursesContext,
  ): Promise<CategoryRecord | null> | null {
    return category.parentId === null ? null : context.categories.load(category.parentId)
  }
}

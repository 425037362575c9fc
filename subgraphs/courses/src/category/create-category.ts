import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  isAdministrator,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { slugTaken } from '../course/course.errors.ts'
import { isSlugTaken } from '../course/course.repository.ts'
import type { CoursesServices } from '../services.ts'
import { slugSchema, toSlug } from '../slug.ts'
import { categoryLimit } from './category.ts'
import type { CategoryRecord } from './category.ts'

const newCategorySchema = z.object({
  name: z.string().trim().min(1, 'A name cannot be empty').max(80),
  slug: slugSchema.nullish(),
  parentId: z.string().nullish(),
})

/** Adds a shelf to the catalogue. Its parent exists before it and stays, so there is no cycle. */
export async function createCategory(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ category: CategoryRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(newCategorySchema, input)
  if (!checked.ok) return checked
  const { name, parentId = null } = checked.value
  const slug = checked.value.slug ?? toSlug(name, 'category')
  const { categories } = services
  if (parentId !== null && (await categories.findCategoriesByIds([parentId])).length === 0) {
    throw new NotFoundError('Category', parentId)
  }
  if ((await categories.countCategories()) >= categoryLimit) return fail(tooManyCategories())
  try {
    return succeed({ category: await categories.insertCategory({ name, slug, parentId }) })
  } catch (error) {
    if (isSlugTaken(error)) return fail(slugTaken(['input', 'slug']))
    throw error
  }
}

function tooManyCategories() {
  return new BasicUserError(UserErrorCode.LIMIT_REACHED, `There are at most ${categoryLimit} categories`)
}

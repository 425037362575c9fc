import { Categories, CreateCategory, DeleteCourse, TaughtCourses, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

/**
 * Makes room for an import after one that was stopped halfway: its draft goes, uploaded files stay with their owner.
 * @returns true when the earlier one came as far as publishing, so that nothing is left to do
 */
export async function clearEarlierImport(instructor: Client, title: string): Promise<boolean> {
  const { whoami } = await instructor.execute(TaughtCourses, {})
  const courses = present(whoami?.courses, 'courses').edges.map(({ node }) => node)
  const earlier = courses.filter((course) => course.title === title)
  if (earlier.some(({ status }) => status !== 'DRAFT')) return true
  for (const { id: courseId } of earlier) {
    succeeded((await instructor.execute(DeleteCourse, { input: { courseId } })).deleteCourse)
  }
  return false
}

/** The id of the category of that name, which an earlier import may have made. */
export async function requireCategory(administrator: Client, name: string): Promise<string> {
  const { categories } = await administrator.execute(Categories, {})
  const known = categories?.find((category) => category.name === name)
  if (known !== undefined) return known.id
  const { createCategory } = await administrator.execute(CreateCategory, { input: { name } })
  return present(succeeded(createCategory).category, 'category').id
}

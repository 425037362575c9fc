import {
  CreateCourse,
  CreateModule,
  CreateTextLecture,
  Enroll,
  PublishCourse,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'

import type { Person } from './people.ts'

/** A course as it was made through the API. */
export interface Course {
  readonly courseId: string
  readonly slug: string
  readonly title: string
  readonly moduleIds: readonly string[]
  readonly lectureIds: readonly string[]
}

export interface CourseOptions {
  readonly title?: string
  /** @default 1 */
  readonly modules?: number
  /** Text lectures in each module. @default 1 */
  readonly lectures?: number
}

/** A draft that could be published. */
export async function createDraft(instructor: Client, options: CourseOptions = {}): Promise<Course> {
  const { title = 'Sensing Soil Moisture', modules = 1, lectures = 1 } = options
  const created = await instructor.execute(CreateCourse, { title, description: `All about ${title}.` })
  const { id: courseId, slug } = present(succeeded(created.createCourse).course, 'course')
  const moduleIds: string[] = []
  const lectureIds: string[] = []
  for (let module = 1; module <= modules; module += 1) {
    const moduleId = await createModule(instructor, { courseId, title: `Module ${module}` })
    moduleIds.push(moduleId)
    for (let lecture = 1; lecture <= lectures; lecture += 1) {
      lectureIds.push(
        await createTextLecture(instructor, { moduleId, title: `Lecture ${module}.${lecture}` }),
      )
    }
  }
  return { courseId, slug, title, moduleIds, lectureIds }
}

/** A course in the catalogue. */
export async function createPublishedCourse(
  instructor: Client,
  options: CourseOptions = {},
): Promise<Course> {
  const course = await createDraft(instructor, options)
  await publish(instructor, course)
  return course
}

export async function publish(instructor: Client, { courseId }: Pick<Course, 'courseId'>): Promise<void> {
  succeeded((await instructor.execute(PublishCourse, { input: { courseId } })).publishCourse)
}

export async function createModule(
  instructor: Client,
  input: { readonly courseId: string; readonly title: string },
): Promise<string> {
  const { createModule: payload } = await instructor.execute(CreateModule, { input })
  return present(succeeded(payload).module, 'module').id
}

export async function createTextLecture(
  instructor: Client,
  input: { readonly moduleId: string; readonly title: string },
): Promise<string> {
  const { createTextLecture: payload } = await instructor.execute(CreateTextLecture, {
    input: { ...input, textMarkdown: `# ${input.title}\n\nRead me.` },
  })
  return present(succeeded(payload).lecture, 'lecture').id
}

/** @returns the id of the enrolment */
export async function enroll(person: Person, { courseId }: Pick<Course, 'courseId'>): Promise<string> {
  const { createEnrollment } = await person.execute(Enroll, { userId: person.id, courseId })
  return present(succeeded(createEnrollment).enrollment, 'enrollment').id
}

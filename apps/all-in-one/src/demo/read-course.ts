import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface CourseText {
  readonly title: string
  readonly description: string
  readonly modules: readonly ModuleText[]
}

export interface ModuleText {
  readonly title: string
  readonly lectures: readonly { readonly title: string; readonly markdown: string }[]
}

/** Reads a course that lies on disk as `N-module/README.md` and `N-module/lessons/M-lesson/README.md`. */
export async function readCourse(folder: string): Promise<CourseText> {
  const modules = await Promise.all(
    (await listNumbered(folder)).map((name) => readModule(join(folder, name))),
  )
  return {
    title: 'IoT for Beginners',
    description:
      'Twenty-four lessons about the Internet of Things, from sensing soil moisture to tracking a truck: farm, transport, manufacturing, retail and consumer projects, with pre- and post-lecture quizzes. By the Azure Cloud Advocates at Microsoft, under the MIT licence.',
    modules,
  }
}

async function readModule(folder: string): Promise<ModuleText> {
  const overview = await readFile(join(folder, 'README.md'), 'utf8')
  const lessons = await listNumbered(join(folder, 'lessons'))
  const lectures = await Promise.all(
    lessons.map(async (name) => {
      const markdown = await readFile(join(folder, 'lessons', name, 'README.md'), 'utf8')
      return { title: titleOf(markdown), markdown }
    }),
  )
  return { title: titleOf(overview), lectures }
}

/** The folders named `1-…`, `2-…` in the order of their numbers. */
async function listNumbered(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+-/.test(name))
  return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
}

/** The first heading. */
function titleOf(markdown: string): string {
  const match = /^#\s+(.+)$/m.exec(markdown)
  if (match?.[1] === undefined)
    throw new Error(`A text of the demo course has no heading: ${markdown.slice(0, 60)}`)
  return match[1].trim()
}

import type { PageRequest } from '@lyceum/kit'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/courses'

import type { ProgramRecord } from './program.ts'

export interface ProgramCourse {
  readonly programId: string
  readonly courseId: string
}

export type ProgramRepository = ReturnType<typeof createProgramRepository>

/** The programs and what they are made of. */
export function createProgramRepository(
  client: Pick<PrismaClient, 'program' | 'programCourse' | '$executeRaw' | '$queryRaw'>,
) {
  return {
    async findProgramsByIds(ids: readonly string[]): Promise<ProgramRecord[]> {
      return await client.program.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    async findProgramBySlug(slug: string): Promise<ProgramRecord | null> {
      return await client.program.findUnique({ where: { slug } })
    },

    /** The program, which nobody else changes before the transaction ends. */
    async lockProgram(id: string): Promise<ProgramRecord | null> {
      if (!isId(id)) return null
      await client.$executeRaw`SELECT id FROM courses.program WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      return await client.program.findUnique({ where: { id } })
    },

    /** By title. */
    async listPrograms({ first, after }: PageRequest): Promise<ProgramRecord[]> {
      const [title, id] = after ?? []
      const where =
        title === undefined || id === undefined
          ? {}
          : { OR: [{ title: { gt: title } }, { title, id: { gt: id } }] }
      return await client.program.findMany({
        where,
        orderBy: [{ title: 'asc' }, { id: 'asc' }],
        take: first + 1,
      })
    },

    async listProgramCourses(programIds: readonly string[]): Promise<ProgramCourse[]> {
      return await client.programCourse.findMany({
        where: { programId: { in: programIds.filter(isId) } },
        orderBy: { position: 'asc' },
        select: { programId: true, courseId: true },
      })
    },

    async insertProgram(program: Omit<ProgramRecord, 'id' | 'version'>): Promise<ProgramRecord> {
      return await client.program.create({ data: program })
    },

    /** The program with its next version. */
    async replaceProgramCourses(programId: string, courseIds: readonly string[]): Promise<ProgramRecord> {
      await client.programCourse.deleteMany({ where: { programId } })
      await client.programCourse.createMany({
        data: courseIds.map((courseId, position) => ({ programId, courseId, position })),
      })
      return await client.program.update({
        where: { id: programId },
        data: { version: { increment: 1 } },
      })
    },

    /** The programs that a course is in, which nobody else changes before the transaction ends. */
    async lockProgramsOf(courseId: string): Promise<string[]> {
      if (!isId(courseId)) return []
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM courses.program
        WHERE id IN (SELECT program_id FROM courses.program_course WHERE course_id = ${courseId}::uuid)
        ORDER BY id FOR NO KEY UPDATE`
      return rows.map(({ id }) => id)
    },

    async deleteProgram(id: string): Promise<void> {
      await client.program.delete({ where: { id } })
    },
  }
}

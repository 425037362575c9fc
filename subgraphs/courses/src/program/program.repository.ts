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
  client: Pick<PrismaClient, 'program' | 'programCourse' | '$executeRaw'>,
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

    async insertProgram(program: Omit<ProgramRecord, 'id'>): Promise<ProgramRecord> {
      return await client.program.create({ data: program })
    },

    async replaceProgramCourses(programId: string, courseIds: readonly string[]): Promise<void> {
      await client.programCourse.deleteMany({ where: { programId } })
      await client.programCourse.createMany({
        data: courseIds.map((courseId, position) => ({ programId, courseId, position })),
      })
    },
  }
}

import type { PrismaClient } from '@lyceum/prisma/certificates'

/** A program as certificates need it. */
export interface ProgramRecord {
  readonly id: string
  readonly courseIds: readonly string[]
  readonly isDeleted: boolean
}

export type ProgramRepository = ReturnType<typeof createProgramRepository>

/** What this subgraph knows of programs: which courses they are made of. */
export function createProgramRepository(client: Pick<PrismaClient, 'program' | '$executeRaw'>) {
  return {
    async findProgram(id: string): Promise<ProgramRecord | null> {
      return await client.program.findUnique({ where: { id, isDeleted: false } })
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveProgram({ id, courseIds, isDeleted }: ProgramRecord, version: number): Promise<void> {
      await client.$executeRaw`
        INSERT INTO certificates.program AS known (id, course_ids, is_deleted, version)
        VALUES (${id}::uuid, ${courseIds}::uuid[], ${isDeleted}, ${version})
        ON CONFLICT (id) DO UPDATE SET
          course_ids = excluded.course_ids, is_deleted = excluded.is_deleted, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}

import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/courses'

/** Somebody with an account. */
export interface PersonRecord {
  readonly id: string
  /** Instructors and administrators make courses. */
  readonly canTeach: boolean
}

export type PersonRepository = ReturnType<typeof createPersonRepository>

/** What this subgraph knows of people. */
export function createPersonRepository(client: Pick<PrismaClient, 'personProjection'>) {
  return {
    /** Null for somebody of whom nothing has been heard. */
    async findPerson(id: string): Promise<PersonRecord | null> {
      if (!isId(id)) return null
      const row = await client.personProjection.findUnique({ where: { userId: id } })
      return row && { id: row.userId, canTeach: row.canTeach }
    },
  }
}

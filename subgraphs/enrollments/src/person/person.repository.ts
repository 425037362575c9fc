import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

export type PersonRepository = ReturnType<typeof createPersonRepository>

/** What this subgraph knows of people: that they have an account. */
export function createPersonRepository(client: Pick<PrismaClient, 'person' | '$executeRaw'>) {
  return {
    async findPerson(id: string): Promise<{ readonly id: string } | null> {
      return isId(id) ? await client.person.findUnique({ where: { id }, select: { id: true } }) : null
    },

    /** Keeps that somebody has an account, unless something newer is known. */
    async savePerson(id: string, version: number): Promise<void> {
      await client.$executeRaw`
        INSERT INTO enrollments.person AS known (id, version) VALUES (${id}::uuid, ${version})
        ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE known.version < excluded.version`
    },
  }
}

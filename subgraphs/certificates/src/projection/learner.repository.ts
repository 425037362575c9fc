import type { PrismaClient } from '@lyceum/prisma/certificates'

export type LearnerRepository = ReturnType<typeof createLearnerRepository>

/** What this subgraph knows of people: their names. */
export function createLearnerRepository(client: Pick<PrismaClient, 'learner' | '$executeRaw'>) {
  return {
    /** Names by id; people we have not heard of are left out. */
    async findNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const learners = await client.learner.findMany({ where: { id: { in: [...ids] } } })
      return new Map(learners.map(({ id, name }) => [id, name]))
    },

    /** Keeps what an event said, unless something newer is known. */
    async saveLearner(id: string, name: string, version: number): Promise<void> {
      await client.$executeRaw`
        INSERT INTO certificates.learner AS known (id, name, version) VALUES (${id}::uuid, ${name}, ${version})
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version
        WHERE known.version < excluded.version`
    },
  }
}

import type { DomainEvent } from '@lyceum/events'
import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { ModuleRecord } from './module.ts'

export type ModuleRepository = ReturnType<typeof createModuleRepository>

/** What this subgraph keeps of modules. */
export function createModuleRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    /** Removed modules, and those of courses that are deleted or not yet known, are left out. */
    async findModules(ids: readonly string[]): Promise<ModuleRecord[]> {
      return await client.$queryRaw<ModuleRecord[]>`
        SELECT m.module_id AS id, m.course_id AS "courseId"
        FROM lectures.course_module m JOIN lectures.course c USING (course_id)
        WHERE m.module_id = ANY(${ids.filter(isId)}::uuid[]) AND NOT m.is_removed AND NOT c.is_deleted`
    },

    async findModule(id: string): Promise<ModuleRecord | null> {
      const [module] = await this.findModules([id])
      return module ?? null
    },

    /**
     * Holds the module until the transaction ends: nobody else places a lecture in it, and neither it nor its course goes
     * away. Null when one of them already has.
     */
    async lockModule(id: string): Promise<ModuleRecord | null> {
      const [module] = await client.$queryRaw<ModuleRecord[]>`
        SELECT m.module_id AS id, m.course_id AS "courseId"
        FROM lectures.course_module m JOIN lectures.course c USING (course_id)
        WHERE m.module_id = ${id}::uuid AND NOT m.is_removed AND NOT c.is_deleted
        FOR NO KEY UPDATE OF m FOR SHARE OF c`
      return module ?? null
    },

    /** Keeps the newest state; a removal is final, whatever comes after it. */
    async project({ aggregateVersion, payload }: DomainEvent<'module.changed'>): Promise<void> {
      await client.$executeRaw`
        INSERT INTO lectures.course_module AS m (module_id, course_id, is_removed, version)
        VALUES (${payload.moduleId}::uuid, ${payload.courseId}::uuid, ${payload.isRemoved}, ${aggregateVersion})
        ON CONFLICT (module_id) DO UPDATE
        SET course_id = excluded.course_id, is_removed = m.is_removed OR excluded.is_removed,
            version = greatest(m.version, excluded.version)
        WHERE m.version < excluded.version OR excluded.is_removed`
    },
  }
}

import { isId } from '@lyceum/kit'
import { isUniqueViolation } from '@lyceum/prisma'
import type { PrismaClient } from '@lyceum/prisma/courses'

import type { ModuleRecord } from './module.ts'

/** Between which positions something is to stand; null is an end of the list. */
export interface Gap {
  readonly before: string | null
  readonly after: string | null
}

export type ModuleRepository = ReturnType<typeof createModuleRepository>

/** The modules of courses, in their order. */
export function createModuleRepository(client: Pick<PrismaClient, 'module' | '$queryRaw'>) {
  const select = { id: true, courseId: true, title: true, position: true, version: true } as const
  return {
    async findModulesByIds(ids: readonly string[]): Promise<ModuleRecord[]> {
      return await client.module.findMany({ where: { id: { in: ids.filter(isId) } }, select })
    },

    async findModuleById(id: string): Promise<ModuleRecord | null> {
      const [module] = await this.findModulesByIds([id])
      return module ?? null
    },

    async listModules(courseIds: readonly string[]): Promise<ModuleRecord[]> {
      return await client.module.findMany({
        where: { courseId: { in: courseIds.filter(isId) } },
        orderBy: { position: 'asc' },
        select,
      })
    },

    async countModules(courseId: string): Promise<number> {
      return await client.module.count({ where: { courseId } })
    },

    /** As far as the lectures' events have arrived. */
    async listModulesWithoutLectures(courseId: string): Promise<ModuleRecord[]> {
      if (!isId(courseId)) return []
      return await client.$queryRaw<ModuleRecord[]>`
        SELECT id, course_id AS "courseId", title, position, version FROM courses.module
        WHERE course_id = ${courseId}::uuid AND NOT EXISTS (
          SELECT FROM courses.lecture_projection lecture WHERE lecture.module_id = module.id AND NOT lecture.is_removed)
        ORDER BY position`
    },

    async findLastPosition(courseId: string): Promise<string | null> {
      const last = await client.module.findFirst({
        where: { courseId },
        orderBy: { position: 'desc' },
        select,
      })
      return last?.position ?? null
    },

    /** The gap right after `afterPosition`, as if the moved module were not there. */
    async findGap(moved: ModuleRecord, afterPosition: string | null): Promise<Gap> {
      const next = await client.module.findFirst({
        where: {
          courseId: moved.courseId,
          id: { not: moved.id },
          ...(afterPosition !== null && { position: { gt: afterPosition } }),
        },
        orderBy: { position: 'asc' },
        select,
      })
      return { before: afterPosition, after: next?.position ?? null }
    },

    async insertModule(module: Pick<ModuleRecord, 'courseId' | 'title' | 'position'>): Promise<ModuleRecord> {
      return await client.module.create({ data: module, select })
    },

    /** Changes one row. Null when it is gone. */
    async changeModule(
      id: string,
      changes: Partial<Pick<ModuleRecord, 'title' | 'position'>>,
      now: Date,
    ): Promise<ModuleRecord | null> {
      const [changed] = await client.module.updateManyAndReturn({
        where: { id },
        data: { ...changes, updatedAt: now, version: { increment: 1 } },
        select,
      })
      return changed ?? null
    },

    /** The module, which nobody else changes before the transaction ends. */
    async lockModule(id: string): Promise<ModuleRecord | null> {
      const [module] = await client.$queryRaw<ModuleRecord[]>`
        SELECT id, course_id AS "courseId", title, position, version FROM courses.module
        WHERE id = ${id}::uuid FOR UPDATE`
      return module ?? null
    },

    async deleteModule(id: string): Promise<void> {
      await client.module.deleteMany({ where: { id } })
    },
  }
}

/** True when a module could not be written because another one of the course has its position. */
export function isPositionTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'module_course_id_position_key') || isUniqueViolation(error, 'position')
}

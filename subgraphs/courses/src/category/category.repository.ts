import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/courses'

import type { CategoryRecord } from './category.ts'

export type CategoryRepository = ReturnType<typeof createCategoryRepository>

/** The categories, the shelves of the catalogue. */
export function createCategoryRepository(client: Pick<PrismaClient, 'category'>) {
  return {
    async findCategoriesByIds(ids: readonly string[]): Promise<CategoryRecord[]> {
      return await client.category.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    async listCategories(limit: number): Promise<CategoryRecord[]> {
      return await client.category.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: limit })
    },

    async countCategories(): Promise<number> {
      return await client.category.count()
    },

    async insertCategory(category: Omit<CategoryRecord, 'id'>): Promise<CategoryRecord> {
      return await client.category.create({ data: category })
    },
  }
}

import { Prisma } from '@lyceum/prisma/assessments'
import type { PrismaClient } from '@lyceum/prisma/assessments'

/** What one grader at a time works on. */
type GradedTable = 'attempt' | 'submission'

/**
 * The graders' lock on the rows of a table: whoever claims a row has it for some time, and a claim renews it. Somebody else
 * takes it over when that time is over, by the database's clock.
 */
export function createGraderLock(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>, name: GradedTable) {
  const table = Prisma.raw(`assessments.${name}`)
  return {
    /** Takes or renews the right to grade; false while somebody else has it. */
    async claimGrading(id: string, graderId: string, seconds: number): Promise<boolean> {
      const count = await client.$executeRaw`
        UPDATE ${table}
        SET grader_id = ${graderId}::uuid, grader_until = assessments.db_now() + make_interval(secs => ${seconds})
        WHERE id = ${id}::uuid
          AND (grader_id IS NULL OR grader_id = ${graderId}::uuid OR grader_until < assessments.db_now())`
      return count > 0
    },

    async holdsGrading(id: string, graderId: string): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT id FROM ${table}
        WHERE id = ${id}::uuid AND grader_id = ${graderId}::uuid AND grader_until >= assessments.db_now()`
      return rows.length > 0
    },
  }
}

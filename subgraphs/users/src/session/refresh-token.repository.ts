import type { PrismaClient } from '@lyceum/prisma/users'

export interface RefreshTokenRecord {
  readonly id: string
  readonly userId: string
  /** Every token that descends from one sign-in; the session's id. */
  readonly familyId: string
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

export interface NewRefreshToken {
  readonly userId: string
  readonly familyId: string
  readonly tokenHash: Uint8Array<ArrayBuffer>
  readonly expiresAt: Date
}

export type RefreshTokenRepository = ReturnType<typeof createRefreshTokenRepository>

/** Refresh tokens, by their hash only. */
export function createRefreshTokenRepository(client: Pick<PrismaClient, 'refreshToken'>) {
  return {
    async findToken(tokenHash: Uint8Array<ArrayBuffer>): Promise<RefreshTokenRecord | null> {
      return await client.refreshToken.findUnique({ where: { tokenHash } })
    },

    async insertToken(token: NewRefreshToken): Promise<void> {
      await client.refreshToken.create({ data: token })
    },

    /** One guarded statement, so that of two at once only one consumes it. */
    async consumeToken(id: string, now: Date): Promise<boolean> {
      const { count } = await client.refreshToken.updateMany({
        where: { id, usedAt: null, revokedAt: null },
        data: { usedAt: now },
      })
      return count === 1
    },

    async revokeFamily(familyId: string, now: Date): Promise<void> {
      await client.refreshToken.updateMany({ where: { familyId, revokedAt: null }, data: { revokedAt: now } })
    },

    /** A family's tokens expire together: of one that has, none tells anything any more. */
    async removeExpired(now: Date): Promise<void> {
      await client.refreshToken.deleteMany({ where: { expiresAt: { lte: now } } })
    },
  }
}

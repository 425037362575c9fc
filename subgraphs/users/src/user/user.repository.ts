import type { PageRequest, Role } from '@lyceum/kit'
import { isId } from '@lyceum/kit'
import { isUniqueViolation } from '@lyceum/prisma'
import type { Prisma, PrismaClient, User, UserRole } from '@lyceum/prisma/users'

import type { UserRecord } from './user.ts'

export interface NewUser {
  readonly email: string
  readonly username: string
  readonly displayName: string
  readonly passwordHash: string
  readonly roles: readonly Role[]
}

export interface Credentials {
  readonly user: UserRecord
  readonly passwordHash: string
}

export type UserRepository = ReturnType<typeof createUserRepository>

/** The users' tables; the only place of this folder that sees Prisma. */
export function createUserRepository(client: Pick<PrismaClient, 'user' | 'userRole' | '$queryRaw'>) {
  return {
    async findUsersByIds(ids: readonly string[]): Promise<UserRecord[]> {
      const rows = await client.user.findMany({
        where: { id: { in: ids.filter(isId) } },
        include: { roles: true },
      })
      return rows.map(toUser)
    },

    async findUserById(id: string): Promise<UserRecord | null> {
      const [user] = await this.findUsersByIds([id])
      return user ?? null
    },

    /** By user name or e-mail address, whatever the case. */
    async findCredentials(login: string): Promise<Credentials | null> {
      const row = await client.user.findFirst({
        where: { OR: [{ username: login }, { email: login }] },
        include: { roles: true },
      })
      return row === null ? null : { user: toUser(row), passwordHash: row.passwordHash }
    },

    /** Newest first. */
    async listUsers(request: PageRequest, search: string | null): Promise<UserRecord[]> {
      const [lastId] = request.after ?? []
      const contains = { contains: escapePattern(search ?? ''), mode: 'insensitive' as const }
      const where: Prisma.UserWhereInput = {
        ...(lastId !== undefined && { id: { lt: lastId } }),
        ...(search !== null && {
          OR: [{ displayName: contains }, { username: contains }, { email: contains }],
        }),
      }
      const rows = await client.user.findMany({
        where,
        include: { roles: true },
        orderBy: { id: 'desc' },
        take: request.first + 1,
      })
      return rows.map(toUser)
    },

    async insertUser(user: NewUser): Promise<UserRecord> {
      const { roles, ...columns } = user
      const row = await client.user.create({
        data: { ...columns, roles: { create: roles.map((role) => ({ role })) } },
        include: { roles: true },
      })
      return toUser(row)
    },

    async changeProfile(id: string, profile: Partial<Pick<UserRecord, 'displayName' | 'bio' | 'locale'>>) {
      const row = await client.user.update({
        where: { id },
        data: { ...profile, version: { increment: 1 } },
        include: { roles: true },
      })
      return toUser(row)
    },

    /** Gives a role. False when the person had it. */
    async addRole(userId: string, role: Role, grantedBy: string | null): Promise<boolean> {
      const { count } = await client.userRole.createMany({
        data: [{ userId, role, grantedBy }],
        skipDuplicates: true,
      })
      if (count > 0) await client.user.update({ where: { id: userId }, data: { version: { increment: 1 } } })
      return count > 0
    },

    /** Takes a role. False when the person did not have it. */
    async removeRole(userId: string, role: Role): Promise<boolean> {
      const { count } = await client.userRole.deleteMany({ where: { userId, role } })
      if (count > 0) await client.user.update({ where: { id: userId }, data: { version: { increment: 1 } } })
      return count > 0
    },

    /** How many administrators there are; nobody else changes that before the transaction ends. */
    async lockAdministrators(): Promise<number> {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT user_id FROM users.user_role WHERE role = 'ADMINISTRATOR' FOR UPDATE`
      return rows.length
    },
  }
}

/** Prisma hands the text to LIKE as it is. */
function escapePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** True when a user could not be inserted because the e-mail address is somebody's. */
export function isEmailTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'email')
}

/** True when a user could not be inserted because the user name is somebody's. */
export function isUsernameTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'username')
}

function toUser(row: User & { roles: UserRole[] }): UserRecord {
  const { passwordHash: _, avatarAssetId: __, updatedAt: ___, roles, ...columns } = row
  return { ...columns, roles: roles.map(({ role }) => role as Role).sort() }
}

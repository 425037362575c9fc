import type { Role } from '@lyceum/kit'

/** A person with an account, without any secret. */
export interface UserRecord {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly displayName: string
  readonly bio: string
  readonly locale: string | null
  readonly roles: readonly Role[]
  readonly createdAt: Date
  /** Increases with every change; the version of the user's events. */
  readonly version: bigint
}

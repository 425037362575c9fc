import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const role = z.enum(['STUDENT', 'INSTRUCTOR', 'ADMINISTRATOR'])

const user = z.object({
  userId: z.string(),
  username: z.string(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(role),
})

export const userEvents = [
  defineEvent('user.registered', user),
  defineEvent('user.updated', user),
  defineEvent('user.role_granted', z.object({ userId: z.string(), role, grantedBy: z.string().nullable() })),
] as const

import type { DomainEvent, EventHandlers, SqlClient } from '@lyceum/events'

import type { ProjectionRepository } from './projection.repository.ts'

type UserEvent = DomainEvent<'user.registered' | 'user.updated'>
type EnrollmentEvent = DomainEvent<
  'enrollment.created' | 'enrollment.activated' | 'enrollment.completed' | 'enrollment.cancelled'
>

/** What this subgraph does about others' events. `projectionsIn` gives the projections as the transaction sees them. */
export function createEventHandlers<Tx extends SqlClient>(
  projectionsIn: (tx: Tx) => ProjectionRepository,
): EventHandlers<'courses', Tx> {
  async function keepEnrollment(tx: Tx, { aggregateVersion, payload }: EnrollmentEvent): Promise<void> {
    await projectionsIn(tx).keepEnrollment({ ...payload, version: aggregateVersion })
  }

  async function keepPerson(tx: Tx, { aggregateVersion, payload }: UserEvent): Promise<void> {
    const canTeach = payload.roles.some((role) => role === 'INSTRUCTOR' || role === 'ADMINISTRATOR')
    await projectionsIn(tx).keepPerson({ userId: payload.userId, canTeach, version: aggregateVersion })
  }

  return {
    'user.registered': keepPerson,
    'user.updated': keepPerson,
    'enrollment.created': keepEnrollment,
    'enrollment.activated': keepEnrollment,
    'enrollment.completed': keepEnrollment,
    'enrollment.cancelled': keepEnrollment,
    async 'media.ready'(tx, { payload: { assetId, ownerId, kind } }) {
      if (kind === 'IMAGE') await projectionsIn(tx).keepImage(assetId, ownerId)
    },
    'lecture.published': (tx, { aggregateVersion, payload }) =>
      projectionsIn(tx).keepLecture({ ...payload, isRemoved: false, version: aggregateVersion }),
    'lecture.removed': (tx, { aggregateVersion, payload }) =>
      projectionsIn(tx).keepLecture({ ...payload, isRemoved: true, version: aggregateVersion }),
  }
}

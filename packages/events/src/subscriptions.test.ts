import { describe, expectTypeOf, it } from 'vitest'
import type { createEventing } from './eventing.ts'
import type { EventHandlers, SubscribedType } from './subscriptions.ts'

describe('the handlers of a consumer', () => {
  it('are exactly one for each type that it subscribes to', () => {
    expectTypeOf<keyof EventHandlers<'courses'>>().toEqualTypeOf<SubscribedType<'courses'>>()
    expectTypeOf<SubscribedType<'courses'>>().toEqualTypeOf<
      | 'user.registered'
      | 'user.updated'
      | 'enrollment.created'
      | 'enrollment.activated'
      | 'enrollment.completed'
      | 'enrollment.cancelled'
      | 'lecture.published'
      | 'lecture.removed'
      | 'media.ready'
    >()
  })

  it('take the payload of their type', () => {
    type Event = Parameters<EventHandlers<'lectures'>['media.ready']>[1]
    expectTypeOf<Event['payload']['durationSeconds']>().toEqualTypeOf<number | null>()
  })

  it('are demanded of a consumer and refused of any other subgraph', () => {
    type OptionsOf<Name extends string> = Parameters<typeof createEventing<Name, never>>[0]
    expectTypeOf<OptionsOf<'lectures'>>()
      .toHaveProperty('handlers')
      .toEqualTypeOf<EventHandlers<'lectures', never>>()
    expectTypeOf<OptionsOf<'users'>>().toHaveProperty('handlers').toEqualTypeOf<undefined>()
  })
})

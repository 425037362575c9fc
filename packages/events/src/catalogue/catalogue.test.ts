import { describe, expect, it } from 'vitest'
import { consumerNames, listConsumersOf, subscriptions } from '../subscriptions.ts'
import { eventTypes, InvalidEventError, isEventType, parseEvent } from './catalogue.ts'

const roleGranted = {
  id: '019a9f1e-0000-7000-8000-000000000000',
  type: 'user.role_granted',
  aggregateId: 'user',
  aggregateVersion: 2,
  occurredAt: '2026-01-01T00:00:00.000Z',
  requestId: null,
  traceparent: null,
  payload: { userId: 'user', role: 'INSTRUCTOR', grantedBy: null },
}

describe('the catalogue', () => {
  it('reads an event that matches it', () => {
    expect(parseEvent(roleGranted)).toEqual(roleGranted)
  })

  it('drops what a newer release added to a payload', () => {
    const newer = { ...roleGranted, payload: { ...roleGranted.payload, reason: 'because' } }
    expect(parseEvent(newer)).toEqual(roleGranted)
  })

  it.each([
    ['a type that it does not know', { type: 'user.teleported' }],
    ['a payload of another type', { type: 'media.ready' }],
    ['a version that is no whole number', { aggregateVersion: 1.5 }],
    ['a time that is none', { occurredAt: 'yesterday' }],
    ['an id that is none', { id: '7' }],
  ])('refuses %s', (_what, change) => {
    expect(() => parseEvent({ ...roleGranted, ...change })).toThrow(InvalidEventError)
  })

  it('names each type once', () => {
    expect(new Set(eventTypes).size).toBe(eventTypes.length)
    expect(isEventType('toString')).toBe(false)
  })
})

describe('the subscriptions', () => {
  it('list every consumer', () => {
    expect(consumerNames).toEqual(Object.keys(subscriptions))
  })

  it('send an event to those alone who listen to it', () => {
    expect(listConsumersOf('module.changed')).toEqual(['lectures', 'assessments'])
    expect(listConsumersOf('media.ready')).toEqual(['courses', 'lectures', 'assessments', 'notifications'])
    expect(listConsumersOf('program.updated')).toEqual(['certificates'])
    expect(listConsumersOf('user.registered')).toEqual(['courses', 'enrollments', 'certificates'])
    expect(listConsumersOf('attempt.submitted')).toEqual(['media'])
    expect(listConsumersOf('attempt.files_saved')).toEqual(['media'])
    expect(listConsumersOf('media.uploaded')).toEqual([])
  })
})

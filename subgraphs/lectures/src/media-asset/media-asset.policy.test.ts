import { Role } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'
import { describe, expect, it } from 'vitest'

import type { MediaUse } from './media-asset.ts'
import { canLinkMedia, canPlayMedia } from './media-asset.policy.ts'

const use: MediaUse = {
  assetId: 'asset',
  ownerId: 'owner',
  linkedBy: 'owner',
  isLinkedByAdministrator: false,
  isPreview: true,
  course: { id: 'course', status: 'PUBLISHED', instructorIds: ['owner', 'other'], isViewerEnrolled: false },
}

function person(id: string, ...roles: Role[]): SignedInViewer {
  return { id, roles, sessionId: 'session', expiresAt: new Date(0) }
}

describe('canLinkMedia', () => {
  it('lets owners and administrators put a file into a lecture, nobody else', () => {
    expect(canLinkMedia(person('owner', Role.INSTRUCTOR), use)).toBe(true)
    expect(canLinkMedia(person('root', Role.ADMINISTRATOR), use)).toBe(true)
    expect(canLinkMedia(person('other', Role.INSTRUCTOR), use)).toBe(false)
    expect(canLinkMedia(null, use)).toBe(false)
  })
})

describe('canPlayMedia', () => {
  it('plays what its owner or an administrator put there', () => {
    expect(canPlayMedia(null, use)).toBe(true)
    expect(canPlayMedia(null, { ...use, linkedBy: 'root', isLinkedByAdministrator: true })).toBe(true)
  })

  it("does not play somebody else's file, for anybody, even when the owner teaches the course", () => {
    const stolen = { ...use, linkedBy: 'other' }
    expect(canPlayMedia(null, stolen)).toBe(false)
    expect(canPlayMedia(person('other', Role.INSTRUCTOR), stolen)).toBe(false)
    expect(canPlayMedia(person('root', Role.ADMINISTRATOR), stolen)).toBe(false)
  })

  it('plays only where the viewer may watch the lecture', () => {
    const closed = { ...use, isPreview: false }
    expect(canPlayMedia(person('stranger', Role.STUDENT), closed)).toBe(false)
    const enrolled = { ...closed, course: { ...use.course, isViewerEnrolled: true } }
    expect(canPlayMedia(person('learner', Role.STUDENT), enrolled)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'

import { planLadder } from './plan-ladder.ts'

const rate30 = { numerator: 30, denominator: 1 }

function plan(displayWidth: number, displayHeight: number, frameRate = rate30) {
  return planLadder({ displayWidth, displayHeight, frameRate, hasAudio: true })
}

function sizes(width: number, height: number): string[] {
  return plan(width, height).map((rung) => `${rung.name} ${rung.width}x${rung.height}`)
}

describe('planning a ladder', () => {
  it.each([
    [1920, 1080, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360', '240p 426x240']],
    [3840, 2160, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360', '240p 426x240']],
    [1080, 1920, ['1080p 1080x1920', '720p 720x1280', '480p 480x854', '360p 360x640', '240p 240x426']],
    [640, 480, ['480p 640x480', '360p 480x360', '240p 320x240']],
    [720, 480, ['480p 720x480', '360p 540x360', '240p 360x240']],
    [1920, 1072, ['1080p 1920x1072', '720p 1290x720', '480p 860x480', '360p 644x360', '240p 430x240']],
    [160, 120, ['120p 160x120']],
    [161, 121, ['121p 160x120']],
    [90, 160, ['90p 90x160']],
  ])('makes of %i x %i the rungs that fit', (width, height, expected) => {
    expect(sizes(width, height)).toEqual(expected)
  })

  it('never goes above the source, and every side is even', () => {
    for (let side = 2; side < 1200; side += 1) {
      for (const aspect of [1, 4 / 3, 16 / 9, 2.39]) {
        const longSide = Math.round(side * aspect)
        for (const rung of plan(longSide, side)) {
          expect(rung.width).toBeLessThanOrEqual(longSide)
          expect(rung.height).toBeLessThanOrEqual(side)
          expect([rung.width % 2, rung.height % 2]).toEqual([0, 0])
        }
      }
    }
  })

  it('gives 1080p four and 720p two megabits', () => {
    const bitrates = plan(1920, 1080).map((rung) => rung.videoBitrate)
    expect(bitrates).toEqual([4_000_000, 2_000_000, 1_000_000, 600_000, 300_000])
  })

  it('names the codecs by the level that the picture needs', () => {
    const codecs = plan(1920, 1080).map((rung) => rung.codecs.join())
    expect(codecs.slice(0, 3)).toEqual([
      'avc1.640028,mp4a.40.2',
      'avc1.64001f,mp4a.40.2',
      'avc1.64001f,mp4a.40.2',
    ])
    const [fast] = plan(1920, 1080, { numerator: 60, denominator: 1 })
    expect(fast?.codecs[0]).toBe('avc1.64002a')
  })

  it('leaves the sound out of the codecs of a silent source', () => {
    const [rung] = planLadder({ displayWidth: 640, displayHeight: 360, frameRate: rate30, hasAudio: false })
    expect(rung?.codecs).toEqual(['avc1.64001e'])
  })
})

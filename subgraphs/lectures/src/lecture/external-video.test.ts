import { describe, expect, it } from 'vitest'

import { parseExternalVideo, toEmbedUrl } from './external-video.ts'

describe('parseExternalVideo', () => {
  it.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['http://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['https://youtu.be/dQw4w9WgXcQ?si=abc', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['youtube.com/shorts/dQw4w9WgXcQ', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['https://www.youtube.com/live/a-b_c-d_e-f', 'YOUTUBE', 'a-b_c-d_e-f'],
    [' dQw4w9WgXcQ ', 'YOUTUBE', 'dQw4w9WgXcQ'],
    ['https://www.dailymotion.com/video/x8abcde_the-title', 'DAILYMOTION', 'x8abcde'],
    ['https://www.dailymotion.com/embed/video/x8abcde', 'DAILYMOTION', 'x8abcde'],
    ['https://geo.dailymotion.com/player.html?video=x8abcde', 'DAILYMOTION', 'x8abcde'],
    ['https://dai.ly/x8abcde', 'DAILYMOTION', 'x8abcde'],
    ['x8abcde', 'DAILYMOTION', 'x8abcde'],
    ['https://vimeo.com/76979871', 'VIMEO', '76979871'],
    ['https://vimeo.com/channels/staffpicks/76979871', 'VIMEO', '76979871'],
    ['https://vimeo.com/groups/shortfilms/videos/76979871', 'VIMEO', '76979871'],
    ['https://player.vimeo.com/video/76979871', 'VIMEO', '76979871'],
    ['76979871', 'VIMEO', '76979871'],
  ])('reads %s', (text, provider, videoId) => {
    expect(parseExternalVideo(text)).toEqual({ provider, videoId, key: null })
  })

  it.each(['https://vimeo.com/76979871/0123abcdef', 'https://player.vimeo.com/video/76979871?h=0123abcdef'])(
    'keeps the key of an unlisted video in %s',
    (text) => {
      expect(parseExternalVideo(text)).toEqual({ provider: 'VIMEO', videoId: '76979871', key: '0123abcdef' })
    },
  )

  it.each([
    '',
    'not a video',
    'https://example.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ',
    'https://user:password@youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com:8443/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/watch?v=%22%3E%3Cscript%3E',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ"onload="x',
    'https://www.youtube.com/playlist?list=PLabc',
    'https://www.youtube.com/embed/../../etc/passwd',
    'javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ',
    'file:///etc/passwd',
    'https://vimeo.com/76979871/not-a-key',
    'https://www.dailymotion.com/playlist/x8abcde',
  ])('refuses %j', (text) => {
    expect(parseExternalVideo(text)).toBeNull()
  })
})

describe('toEmbedUrl', () => {
  it.each([
    ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://dai.ly/x8abcde', 'https://www.dailymotion.com/embed/video/x8abcde'],
    ['https://vimeo.com/76979871', 'https://player.vimeo.com/video/76979871?dnt=1'],
    ['https://vimeo.com/76979871/0123abcdef', 'https://player.vimeo.com/video/76979871?dnt=1&h=0123abcdef'],
  ])('embeds %s', (text, embedUrl) => {
    const video = parseExternalVideo(text)
    expect(video && toEmbedUrl(video)).toBe(embedUrl)
  })
})

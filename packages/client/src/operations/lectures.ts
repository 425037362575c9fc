import { graphql } from '../generated/index.ts'

export const CreateTextLecture = graphql(`
  mutation CreateTextLecture($input: CreateTextLectureInput!) {
    createTextLecture(input: $input) {
      lecture {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateMediaLecture = graphql(`
  mutation CreateMediaLecture($input: CreateMediaLectureInput!) {
    createMediaLecture(input: $input) {
      lecture {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const LecturePlayback = graphql(`
  query LecturePlayback($id: ID!) {
    lecture(id: $id) {
      viewerCanWatch
      media {
        state
        durationSeconds
        playback {
          masterPlaylistUrl
          posterUrl
        }
      }
    }
  }
`)

export const LectureText = graphql(`
  query LectureText($id: ID!) {
    lecture(id: $id) {
      viewerCanWatch
      textHtml
    }
  }
`)

export const RecordProgress = graphql(`
  mutation RecordProgress($input: RecordProgressInput!) {
    recordProgress(input: $input) {
      progress {
        watchedPercent
        positionSeconds
        isCompleted
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const MarkLectureRead = graphql(`
  mutation MarkLectureRead($input: MarkLectureReadInput!) {
    markLectureRead(input: $input) {
      progress {
        isCompleted
      }
      userErrors {
        code
        message
      }
    }
  }
`)

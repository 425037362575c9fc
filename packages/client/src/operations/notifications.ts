import { graphql } from '../generated/index.ts'

export const HearNotifications = graphql(`
  subscription HearNotifications($after: String) {
    notificationReceived(after: $after) {
      id
      type
      detail
      cursor
      subject {
        __typename
        ... on Course {
          title
        }
        ... on Enrollment {
          course {
            title
          }
        }
        ... on MediaAsset {
          id
          state
        }
        ... on Certificate {
          serial
          verificationUrl
          pdfUrl
          badgeUrl
        }
      }
    }
  }
`)

export const StoredNotifications = graphql(`
  query StoredNotifications {
    notifications(first: 100) {
      edges {
        node {
          id
          type
        }
      }
    }
  }
`)

export const NotificationCursor = graphql(`
  query NotificationCursor {
    notificationCursor
  }
`)

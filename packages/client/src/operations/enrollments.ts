import { graphql } from '../generated/index.ts'

export const Enroll = graphql(`
  mutation Enroll($userId: ID!, $courseId: ID!) {
    createEnrollment(userId: $userId, courseId: $courseId) {
      enrollment {
        id
        status
        progressPercent
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const EnrollmentProgress = graphql(`
  query EnrollmentProgress($id: ID!) {
    enrollment(id: $id) {
      status
      progressPercent
      completedAt
    }
  }
`)

export const CreateClassSession = graphql(`
  mutation CreateClassSession($input: CreateClassSessionInput!) {
    createClassSession(input: $input) {
      classSession {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const MarkAttendance = graphql(`
  mutation MarkAttendance($input: MarkAttendanceInput!) {
    markAttendance(input: $input) {
      classSession {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const WriteRemark = graphql(`
  mutation WriteRemark($input: WriteRemarkInput!) {
    writeRemark(input: $input) {
      remark {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const ReadReportCard = graphql(`
  query ReadReportCard($id: ID!) {
    reportCard(id: $id) {
      gradePercent
      completionPercent
      results {
        edges {
          node {
            title
            scorePercent
            isPassed
            isRequired
          }
        }
      }
      attendanceSummary {
        presentCount
        attendancePercent
      }
      remarks {
        edges {
          node {
            text
            author {
              displayName
            }
          }
        }
      }
    }
  }
`)

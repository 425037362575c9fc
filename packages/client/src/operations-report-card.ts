import { graphql } from './generated/index.ts'

/** The operations of class sessions, remarks and report cards. */

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

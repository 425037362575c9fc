import { graphql } from '../generated/index.ts'

export const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      asset {
        id
      }
      upload {
        url
        contentType
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CompleteUpload = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      asset {
        id
        state
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const AddCaptions = graphql(`
  mutation AddCaptions($input: AddCaptionsInput!) {
    addCaptions(input: $input) {
      asset {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const MediaState = graphql(`
  query MediaState($id: ID!) {
    mediaAsset(id: $id) {
      state
      percent
      durationSeconds
      failure {
        reason
        message
      }
    }
  }
`)

export const MediaProgress = graphql(`
  subscription MediaProgress($id: ID!) {
    mediaAssetUpdated(id: $id) {
      state
      percent
    }
  }
`)

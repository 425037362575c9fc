import { graphql } from '../generated/index.ts'

export const CreateCoupon = graphql(`
  mutation CreateCoupon($input: CreateCouponInput!) {
    createCoupon(input: $input) {
      coupon {
        id
        code
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const CreateCheckout = graphql(`
  mutation CreateCheckout($input: CreateCheckoutInput!) {
    createCheckout(input: $input) {
      order {
        id
        checkoutUrl
        status
        discount {
          amountMinor
        }
        total {
          amountMinor
          currency
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

export const OrderState = graphql(`
  query OrderState($id: ID!) {
    order(id: $id) {
      status
      total {
        amountMinor
      }
      refunded {
        amountMinor
      }
      receipts {
        kind
        number
        url
      }
    }
  }
`)

export const RefundOrder = graphql(`
  mutation RefundOrder($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      refund {
        id
        amount {
          amountMinor
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`)

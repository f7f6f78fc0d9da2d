//! What a message wants: the intents that the assistant can tell apart.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! intents {
    ($($(#[$doc:meta])* $name:ident => $word:literal;)+) => {
        /// What the writer of a message wants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Intent {
            $($(#[$doc])* #[serde(rename = $word)] $name,)+
        }

        impl Intent {
            /// Every intent, [`Intent::OutOfScope`] last.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in files, in the API and in traces.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }
        }
    };
}

intents! {
    /// Find products.
    ProductSearch => "product_search";
    /// Find products and put one in the cart.
    SearchAndAddToCart => "search_and_add_to_cart";
    /// Put one product in the cart.
    AddToCart => "add_to_cart";
    /// Put several products in the cart.
    AddMultipleToCart => "add_multiple_to_cart";
    /// Use a discount code.
    ApplyDiscount => "apply_discount";
    /// Change a line to another variant or an exact number.
    UpdateCart => "update_cart";
    /// Raise or lower the number of a line.
    AdjustCartQuantity => "adjust_cart_quantity";
    /// Take a line out.
    RemoveFromCart => "remove_from_cart";
    /// Take everything out.
    ClearCart => "clear_cart";
    /// See the cart.
    ViewCart => "view_cart";
    /// Order what is in the cart.
    Checkout => "checkout";
    /// Where is my order.
    OrderStatus => "order_status";
    /// Send the order to another address.
    ChangeOrderAddress => "change_order_address";
    /// Stop an order.
    CancelOrder => "cancel_order";
    /// Get the money of an order back.
    RequestRefund => "request_refund";
    /// Cart, order and ticket at once.
    MultiStatus => "multi_status";
    /// What do you remember about me.
    ShowMemory => "show_memory";
    /// Remember what I like.
    SavePreference => "save_preference";
    /// Forget one thing about me.
    ForgetPreference => "forget_preference";
    /// Forget everything about me.
    ClearMemory => "clear_memory";
    /// Speak to a person.
    SupportEscalation => "support_escalation";
    /// How is my ticket doing.
    SupportStatus => "support_status";
    /// My ticket may be closed.
    SupportClose => "support_close";
    /// A question that the knowledge base may answer.
    GeneralQuestion => "general_question";
    /// How refunds work.
    Refunds => "refunds";
    /// When and how a seller is paid.
    Payouts => "payouts";
    /// Labels for sending something.
    ShippingLabel => "shipping_label";
    /// How and when parcels arrive.
    Delivery => "delivery";
    /// How cancelling works.
    Cancellation => "cancellation";
    /// Offering something for sale.
    Listing => "listing";
    /// Login, password, profile.
    Account => "account";
    /// Ways to pay and payments that failed.
    Payment => "payment";
    /// Making or moving an appointment.
    Appointment => "appointment";
    /// Disagreement with a buyer or seller.
    Dispute => "dispute";
    /// Unhappy with the shop.
    Complaint => "complaint";
    /// Bulk, team or enterprise prices.
    PricingEnquiry => "pricing_enquiry";
    /// Hello.
    Greeting => "greeting";
    /// Thank you.
    Thanks => "thanks";
    /// Nothing that the assistant can do; `oos` in training files.
    OutOfScope => "out_of_scope";
}

impl Intent {
    /// Whether it costs, moves or deletes something.
    #[must_use]
    pub fn is_consequential(self) -> bool {
        matches!(
            self,
            Self::CancelOrder
                | Self::RequestRefund
                | Self::ChangeOrderAddress
                | Self::Checkout
                | Self::ClearCart
                | Self::ClearMemory
                | Self::ForgetPreference
        )
    }

    /// Whether it can only be done for a person who is signed in.
    #[must_use]
    pub fn needs_account(self) -> bool {
        matches!(
            self,
            Self::Checkout
                | Self::OrderStatus
                | Self::ChangeOrderAddress
                | Self::CancelOrder
                | Self::RequestRefund
                | Self::MultiStatus
                | Self::ShowMemory
                | Self::SavePreference
                | Self::ForgetPreference
                | Self::ClearMemory
                | Self::SupportStatus
        )
    }

    /// Whether the knowledge base answers it.
    #[must_use]
    pub fn is_knowledge(self) -> bool {
        matches!(
            self,
            Self::GeneralQuestion
                | Self::Refunds
                | Self::Payouts
                | Self::ShippingLabel
                | Self::Delivery
                | Self::Cancellation
                | Self::Listing
                | Self::Account
                | Self::Payment
                | Self::Appointment
                | Self::Dispute
        )
    }

    /// Whether it finds something or changes the cart, an order or the memory.
    #[must_use]
    pub fn is_task(self) -> bool {
        !self.is_knowledge()
            && !matches!(
                self,
                Self::Complaint | Self::PricingEnquiry | Self::Greeting | Self::Thanks | Self::OutOfScope
            )
    }

    /// The part of the assistant that answers it: `product`, `cart`, `order`, `support` or `memory`.
    #[must_use]
    pub fn agent(self) -> &'static str {
        match self {
            Self::ProductSearch => "product",
            Self::SearchAndAddToCart
            | Self::AddToCart
            | Self::AddMultipleToCart
            | Self::ApplyDiscount
            | Self::UpdateCart
            | Self::AdjustCartQuantity
            | Self::RemoveFromCart
            | Self::ClearCart
            | Self::ViewCart => "cart",
            Self::Checkout
            | Self::OrderStatus
            | Self::ChangeOrderAddress
            | Self::CancelOrder
            | Self::RequestRefund
            | Self::MultiStatus => "order",
            Self::ShowMemory | Self::SavePreference | Self::ForgetPreference | Self::ClearMemory => "memory",
            _ => "support",
        }
    }
}

impl fmt::Display for Intent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A name that is no intent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown intent {0:?}")]
pub struct UnknownIntent(pub String);

impl FromStr for Intent {
    type Err = UnknownIntent;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name == "oos" {
            return Ok(Self::OutOfScope);
        }
        Self::ALL
            .iter()
            .find(|intent| intent.as_str() == name)
            .copied()
            .ok_or_else(|| UnknownIntent(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_the_same_intent() {
        for intent in Intent::ALL {
            assert_eq!(intent.as_str().parse::<Intent>().as_ref(), Ok(intent));
            assert_eq!(serde_json::to_value(intent).unwrap(), intent.as_str());
        }
    }

    #[test]
    fn oos_in_a_training_file_is_out_of_scope() {
        assert_eq!("oos".parse(), Ok(Intent::OutOfScope));
        assert!("buy".parse::<Intent>().is_err());
    }

    #[test]
    fn whatever_touches_an_order_needs_an_account() {
        assert!(
            Intent::ALL
                .iter()
                .filter(|intent| intent.agent() == "order")
                .all(|intent| intent.needs_account())
        );
        assert!(!Intent::ViewCart.needs_account());
    }
}

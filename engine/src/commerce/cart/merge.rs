//! A guest's cart goes over into the account's (001, Cart Merge Rules).

use super::{Cart, CartLine, MAX_LINE_QUANTITY};

impl Cart {
    /// Takes over what another cart holds: the same product and variant add up to at most [`MAX_LINE_QUANTITY`], and the
    /// other's discount counts only where this one has none.
    pub fn take_over(&mut self, other: &Self) {
        for line in &other.lines {
            self.take_over_line(line);
        }
        if self.discount_code.is_none() {
            self.discount_code.clone_from(&other.discount_code);
        }
    }

    fn take_over_line(&mut self, line: &CartLine) {
        let same = self
            .lines
            .iter_mut()
            .find(|own| own.product_id == line.product_id && own.variant_id == line.variant_id);
        match same {
            Some(own) => own.quantity = own.quantity.saturating_add(line.quantity).min(MAX_LINE_QUANTITY),
            None => self.lines.push(line.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::{CartId, CartItemId};

    fn cart(lines: &[(&str, &str, u32)], discount: Option<&str>) -> Cart {
        let lines = lines.iter().map(|(product, variant, quantity)| CartLine {
            item_id: CartItemId(Uuid::now_v7()),
            product_id: (*product).into(),
            variant_id: (*variant).into(),
            quantity: *quantity,
        });
        Cart {
            lines: lines.collect(),
            discount_code: discount.map(str::to_owned),
            ..Cart::empty(CartId(Uuid::now_v7()))
        }
    }

    #[test]
    fn the_same_variant_adds_up_to_fifty_and_others_are_kept() {
        let mut own = cart(&[("cap", "black", 30), ("cap", "white", 1)], None);
        own.take_over(&cart(&[("cap", "black", 30), ("shoe", "black", 2)], None));
        let held: Vec<(&str, u32)> = own
            .lines
            .iter()
            .map(|line| (line.variant_id.as_str(), line.quantity))
            .collect();
        assert_eq!(held, [("black", 50), ("white", 1), ("black", 2)]);
    }

    #[test]
    fn a_guests_discount_counts_only_where_the_account_has_none() {
        let guest = cart(&[], Some("SAVE10"));
        let mut without = cart(&[], None);
        without.take_over(&guest);
        assert_eq!(without.discount_code.as_deref(), Some("SAVE10"));
        let mut with = cart(&[], Some("WELCOME5"));
        with.take_over(&guest);
        assert_eq!(with.discount_code.as_deref(), Some("WELCOME5"));
    }
}

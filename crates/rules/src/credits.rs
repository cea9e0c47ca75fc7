//! Money: exact decimals inside, the platform's numbers on the wire (`rules.md R18`, `dependencies.md DP12`).

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An amount of credit. The only type that does arithmetic on money; it never overflows silently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits(Decimal);

/// An amount that an exact decimal of 28 digits cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the amount has more than 28 digits")]
pub struct AmountTooLarge;

impl Credits {
    /// Nothing.
    pub const ZERO: Credits = Credits(Decimal::ZERO);
    /// The current credit that means "no limit" (`tasks.md CR6`).
    pub const UNLIMITED: Credits = Credits(Decimal::from_parts(9999, 0, 0, true, 0));

    /// The amount that a JSON number's text stands for, exactly: `0.1` is a tenth.
    ///
    /// # Errors
    /// The text is no number, or has too many digits.
    pub fn parse(text: &str) -> Result<Self, AmountTooLarge> {
        let text = text.trim();
        let decimal = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).map_err(|_| AmountTooLarge)?;
        Ok(Credits(decimal.normalize()))
    }

    /// Whole credits.
    pub fn whole(amount: i64) -> Self {
        Credits(Decimal::from(amount))
    }

    /// The sum.
    ///
    /// # Errors
    /// It does not fit.
    pub fn plus(self, other: Credits) -> Result<Self, AmountTooLarge> {
        self.0.checked_add(other.0).map(Credits).ok_or(AmountTooLarge)
    }

    /// The difference.
    ///
    /// # Errors
    /// It does not fit.
    pub fn minus(self, other: Credits) -> Result<Self, AmountTooLarge> {
        self.0.checked_sub(other.0).map(Credits).ok_or(AmountTooLarge)
    }

    /// As many times as `count` says.
    ///
    /// # Errors
    /// It does not fit.
    pub fn times(self, count: Decimal) -> Result<Self, AmountTooLarge> {
        self.0.checked_mul(count).map(|product| Credits(product.normalize())).ok_or(AmountTooLarge)
    }

    /// This as a percentage of `whole`; `None` when that is nothing.
    pub fn percent_of(self, whole: Credits) -> Option<Decimal> {
        self.0.checked_div(whole.0)?.checked_mul(Decimal::ONE_HUNDRED)
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below nothing.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The amount with the sign turned.
    pub fn negated(self) -> Self {
        Credits(-self.0)
    }

    /// The nearest double, as the platform's API prints it.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

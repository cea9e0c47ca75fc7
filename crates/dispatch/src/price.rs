//! What a task costs (`tasks.md PR1` to PR6): exact decimals, nothing but arithmetic.

use reach_rules::model::{CatalogItem, JobData, PriceFunction, Pricing};
use reach_rules::{AmountTooLarge, Credits, Fact};
use rust_decimal::Decimal;

use crate::error::PlanError;

/// Whether the item requires payment (PR1).
pub(crate) fn requires_payment(item: &CatalogItem) -> bool {
    per_unit(item).is_some()
}

fn per_unit(item: &CatalogItem) -> Option<(Pricing, Credits)> {
    let pricing = item.pricing?;
    pricing.price_per_unit.filter(|price| !price.is_zero()).map(|price| (pricing, price))
}

/// The units of an order (PR2): the milliseconds of the job data, else those of the entry, which is asked only when it
/// matters. `entry_duration` is `None` for a task on an asset.
pub(crate) fn units(item: &CatalogItem, job_data: Option<&JobData>, entry_duration: Option<&Fact<Option<i64>>>) -> Fact<Option<i64>> {
    let Some(pricing) = item.pricing else { return Ok(None) };
    let Some(entry_duration) = entry_duration.filter(|_| !item.pay_per_use && is_by_duration(pricing.function)) else {
        return Ok(None);
    };
    match job_data {
        Some(JobData::Scheduled { entry_duration: Some(duration), .. }) => Ok(Some(*duration)),
        _ => entry_duration.clone(),
    }
}

fn is_by_duration(function: PriceFunction) -> bool {
    match function {
        PriceFunction::PerSecond | PriceFunction::PerMinute | PriceFunction::PerHour => true,
        PriceFunction::PerToken => false,
    }
}

/// The price of so many units, add-on included (PR4, PR5). Null units are 0.
///
/// # Errors
/// The price does not fit.
pub fn price_of(item: &CatalogItem, units: Option<i64>) -> Result<Credits, PlanError> {
    exact_price(item, units.unwrap_or(0)).map_err(PlanError::amount(|| format!("the price of item `{}`", item.id)))
}

fn exact_price(item: &CatalogItem, units: i64) -> Result<Credits, AmountTooLarge> {
    let by_units = match per_unit(item) {
        Some((pricing, price)) => price.times(Decimal::from(counted(pricing.function, units)))?,
        None => Credits::ZERO,
    };
    match item.fixed_price_addons {
        Some(add_on) if item.feature.fixed_price_addons => by_units.plus(add_on),
        _ => Ok(by_units),
    }
}

/// How often the unit price counts: time rounded up to whole seconds, minutes or hours.
fn counted(function: PriceFunction, units: i64) -> i64 {
    match function {
        PriceFunction::PerSecond => ceil(units, 1_000),
        PriceFunction::PerMinute => ceil(units, 60_000),
        PriceFunction::PerHour => ceil(units, 3_600_000),
        PriceFunction::PerToken => units,
    }
}

fn ceil(units: i64, unit: i64) -> i64 {
    units.div_euclid(unit) + i64::from(units.rem_euclid(unit) > 0)
}

/// The price of an order or a task that has yet to be priced: PR5 of the units of PR2, asking for the entry's length only
/// when it counts.
pub(crate) fn price(
    item: &CatalogItem,
    job_data: Option<&JobData>,
    entry_duration: Option<&Fact<Option<i64>>>,
) -> Result<Credits, PlanError> {
    let units = if requires_payment(item) { units(item, job_data, entry_duration)? } else { None };
    price_of(item, units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{amount, item};

    fn priced(function: PriceFunction, per_unit: &str) -> CatalogItem {
        let pricing = Pricing { price_per_unit: Some(amount(per_unit)), function };
        CatalogItem { pricing: Some(pricing), ..item(1, 5) }
    }

    #[test]
    fn units_are_rounded_up_to_whole_ones_and_nothing_else_is() {
        let cases = [
            (PriceFunction::PerMinute, "1.5", 61_000, "3"),
            (PriceFunction::PerMinute, "1.5", 60_000, "1.5"),
            (PriceFunction::PerMinute, "1.5", 0, "0"),
            (PriceFunction::PerMinute, "1.5", 1, "1.5"),
            (PriceFunction::PerSecond, "0.1", 1_001, "0.2"),
            (PriceFunction::PerHour, "10", 3_600_001, "20"),
            (PriceFunction::PerToken, "0.01", 250, "2.5"),
            (PriceFunction::PerSecond, "0.1", -1_500, "-0.1"),
        ];
        for (function, per_unit, units, expected) in cases {
            let price = price_of(&priced(function, per_unit), Some(units)).unwrap();
            assert_eq!(price, amount(expected), "{function:?} {units}");
        }
    }

    #[test]
    fn an_add_on_counts_for_some_features_even_without_pricing() {
        let captions = CatalogItem { fixed_price_addons: Some(amount("4")), pricing: None, ..item(1, 1) };
        let chapters = CatalogItem { fixed_price_addons: Some(amount("4")), pricing: None, ..item(1, 5) };
        assert_eq!(price_of(&captions, Some(60_000)).unwrap(), amount("4"));
        assert_eq!(price_of(&chapters, Some(60_000)).unwrap(), amount("0"));
        assert!(!requires_payment(&captions));
    }

    #[test]
    fn a_scheduled_time_counts_in_place_of_the_entry_length() {
        let scheduled = |entry_duration| JobData::Scheduled { scheduled_event_id: None, start_date: None, end_date: None, entry_duration };
        let item = priced(PriceFunction::PerMinute, "2");
        let entry = Ok(Some(60_000));
        assert_eq!(units(&item, Some(&scheduled(Some(120_000))), Some(&entry)), Ok(Some(120_000)));
        assert_eq!(units(&item, Some(&scheduled(None)), Some(&entry)), Ok(Some(60_000)));
        assert_eq!(units(&item, None, None), Ok(None));
        let per_use = CatalogItem { pay_per_use: true, ..item };
        assert_eq!(units(&per_use, None, Some(&entry)), Ok(None));
    }

    #[test]
    fn a_price_that_does_not_fit_is_an_error_that_names_the_item() {
        let item = priced(PriceFunction::PerSecond, "79228162514264337593543950335");
        let error = price_of(&item, Some(2_000)).unwrap_err();
        assert!(error.to_string().contains("the price of item `1`"), "{error}");
    }
}

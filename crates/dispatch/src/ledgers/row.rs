//! Rows of the tables that every store has: how a task, an account and a movement are kept.

use reach_rules::model::{CreationMode, CreditKind, Frequency, JobData, KeptCredit, ObjectType, ProfileCredit, Task, TaskStatus};
use reach_rules::{Credits, ItemId, PartnerId, ProfileId, RuleId, RuleNumber, TaskId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::taking::Configured;
use crate::credit::Account;
use crate::movement::{Movement, MovementKind};
use crate::standing::StandingTask;
use crate::task_json::{job_data_of, job_data_text};

/// Why a row cannot be read: what it holds.
pub(super) type Unreadable = String;

/// A row of `task`.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub(super) struct TaskRow {
    pub id: i64,
    pub partner_id: i64,
    pub vendor_partner_id: Option<i64>,
    pub entry_id: String,
    pub entry_object_type: i64,
    pub reach_profile_id: i64,
    pub catalog_item_id: i64,
    pub status: i64,
    pub price: String,
    pub old_price: Option<String>,
    pub charged: String,
    pub units_used: Option<i64>,
    pub version: i64,
    pub context: Option<String>,
    pub creation_mode: i64,
    pub user_id: Option<String>,
    pub service_type: Option<i64>,
    pub service_feature: Option<i64>,
    pub turn_around_time: Option<i64>,
    pub dictionary: Option<String>,
    pub is_request_moderated: i64,
    pub is_output_moderated: i64,
    pub task_job_data: Option<String>,
    pub err_description: Option<String>,
    pub created_at: Option<i64>,
    pub updated_at: Option<i64>,
    pub queue_time: Option<i64>,
    pub finish_time: Option<i64>,
    pub expected_finish_time: Option<i64>,
    pub event: Option<i64>,
    pub rule_number: Option<i64>,
    pub order_number: i64,
}

/// What ordered a task.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cause {
    pub event: Option<i64>,
    pub rule_number: Option<i64>,
    pub order_number: i64,
}

impl TaskRow {
    pub fn of(standing: &StandingTask, cause: Cause) -> Self {
        let task = &standing.task;
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        TaskRow {
            id: task.id.0,
            partner_id: task.partner.0,
            vendor_partner_id: task.vendor_partner.map(|partner| partner.0),
            entry_id: task.entry_id.to_string(),
            entry_object_type: task.object_type.number(),
            reach_profile_id: task.profile.0,
            catalog_item_id: task.item.0,
            status: task.status.number(),
            price: task.price.to_string(),
            old_price: task.old_price.map(|price| price.to_string()),
            charged: standing.charged.to_string(),
            units_used: task.units_used,
            version: task.version,
            context: text(&task.context),
            creation_mode: task.creation_mode.number(),
            user_id: text(&task.user_id),
            service_type: task.service_type,
            service_feature: task.service_feature,
            turn_around_time: task.turn_around_time,
            dictionary: text(&task.dictionary),
            is_request_moderated: i64::from(task.is_request_moderated),
            is_output_moderated: i64::from(task.is_output_moderated),
            task_job_data: task.job_data.as_ref().map(job_data_text),
            err_description: text(&task.err_description),
            created_at: task.created_at,
            updated_at: task.updated_at,
            queue_time: task.queue_time,
            finish_time: task.finish_time,
            expected_finish_time: task.expected_finish_time,
            event: cause.event,
            rule_number: cause.rule_number,
            order_number: cause.order_number,
        }
    }

    /// The texts that come from outside.
    #[cfg(feature = "postgres")]
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let optional = [&mut self.context, &mut self.user_id, &mut self.dictionary, &mut self.task_job_data, &mut self.err_description];
        std::iter::once(&mut self.entry_id).chain(optional.into_iter().flatten())
    }

    pub fn cause(&self) -> Cause {
        Cause { event: self.event, rule_number: self.rule_number, order_number: self.order_number }
    }

    pub fn standing(self) -> Result<StandingTask, Unreadable> {
        let unreadable = |what: &str| format!("a task {} whose {what} is not known", self.id);
        let job_data: Option<JobData> = self.task_job_data.as_deref().map(job_data_of);
        let text = |text: Option<String>| text.map(String::into_boxed_str);
        let task = Task {
            id: TaskId(self.id),
            partner: PartnerId(self.partner_id),
            vendor_partner: self.vendor_partner_id.map(PartnerId),
            object_type: ObjectType::of(self.entry_object_type),
            profile: ProfileId(self.reach_profile_id),
            item: ItemId(self.catalog_item_id),
            status: TaskStatus::of(self.status).ok_or_else(|| unreadable("status"))?,
            price: amount(&self.price)?,
            old_price: self.old_price.as_deref().map(amount).transpose()?,
            units_used: self.units_used,
            version: self.version,
            creation_mode: creation_mode(self.creation_mode).ok_or_else(|| unreadable("creation mode"))?,
            service_type: self.service_type,
            service_feature: self.service_feature,
            turn_around_time: self.turn_around_time,
            is_request_moderated: self.is_request_moderated != 0,
            is_output_moderated: self.is_output_moderated != 0,
            job_data,
            created_at: self.created_at,
            updated_at: self.updated_at,
            queue_time: self.queue_time,
            finish_time: self.finish_time,
            expected_finish_time: self.expected_finish_time,
            entry_id: self.entry_id.into_boxed_str(),
            context: text(self.context),
            user_id: text(self.user_id),
            dictionary: text(self.dictionary),
            err_description: text(self.err_description),
        };
        Ok(StandingTask { task, charged: amount(&self.charged)? })
    }
}

fn creation_mode(number: i64) -> Option<CreationMode> {
    [CreationMode::Manual, CreationMode::Automatic].into_iter().find(|mode| mode.number() == number)
}

fn amount(text: &str) -> Result<Credits, Unreadable> {
    Credits::parse(text).map_err(|_| format!("an amount `{text}`"))
}

/// A row of `account`, with the used credit of its last movement.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub(super) struct AccountRow {
    pub reach_profile_id: i64,
    pub credit: Option<String>,
    pub configured_credit: Option<String>,
    pub configured_used: String,
    pub usage_percentage: Option<String>,
    /// The number of its last movement.
    pub movements: i64,
    #[serde(skip)]
    pub used: String,
}

impl AccountRow {
    /// The row of an account that has not moved yet.
    pub fn opened(account: &Account, configured: &Configured) -> Self {
        let mut row = AccountRow {
            reach_profile_id: account.profile.0,
            credit: None,
            configured_credit: None,
            configured_used: String::new(),
            usage_percentage: None,
            movements: 0,
            used: String::new(),
        };
        row.set(account);
        row.set_configured(configured);
        row
    }

    pub fn account(&self) -> Result<Account, Unreadable> {
        let usage_percentage = match &self.usage_percentage {
            Some(text) => Some(text.parse::<Decimal>().map_err(|_| format!("a percentage `{text}`"))?),
            None => None,
        };
        Ok(Account {
            profile: ProfileId(self.reach_profile_id),
            used: amount(&self.used)?,
            usage_percentage,
            credit: self.credit.as_deref().map(credit_of).transpose()?,
        })
    }

    pub fn configured(&self) -> Result<Configured, Unreadable> {
        let credit = self.configured_credit.as_deref().map(credit_of).transpose()?;
        Ok(Configured { credit, used: amount(&self.configured_used)? })
    }

    /// Takes in an account as it is now; the configured part stays.
    pub fn set(&mut self, account: &Account) {
        self.credit = account.credit.as_ref().map(credit_text);
        self.usage_percentage = account.usage_percentage.map(|percentage| percentage.to_string());
        self.used = account.used.to_string();
    }

    pub fn set_configured(&mut self, configured: &Configured) {
        self.configured_credit = configured.credit.as_ref().map(credit_text);
        self.configured_used = configured.used.to_string();
    }
}

/// A credit, as the `account` table keeps it (JSON).
#[derive(Serialize, Deserialize)]
struct CreditText {
    kind: String,
    credit: String,
    from: i64,
    to: Option<i64>,
    frequency: Option<String>,
    overage: Option<String>,
    add_on: Option<String>,
    last_sync: Option<i64>,
    synced: String,
    period_start: Option<i64>,
    period_end: Option<i64>,
    initial_overage: Option<String>,
}

const FREQUENCIES: [(Frequency, &str); 4] =
    [(Frequency::Day, "day"), (Frequency::Week, "week"), (Frequency::Month, "month"), (Frequency::Year, "year")];

fn credit_text(credit: &ProfileCredit) -> String {
    let (kind, to, frequency) = match credit.kind {
        CreditKind::Plain => ("plain", None, None),
        CreditKind::Unlimited => ("unlimited", None, None),
        CreditKind::TimeRange { to_date } => ("time-range", Some(to_date), None),
        CreditKind::Reoccurring { to_date, frequency } => ("reoccurring", Some(to_date), Some(frequency)),
    };
    let frequency =
        frequency.and_then(|frequency| FREQUENCIES.iter().find(|(known, _)| *known == frequency)).map(|(_, name)| (*name).to_owned());
    let text = |amount: Option<Credits>| amount.map(|amount| amount.to_string());
    let kept = credit.kept;
    let row = CreditText {
        kind: kind.to_owned(),
        credit: credit.credit.to_string(),
        from: credit.from_date,
        to,
        frequency,
        overage: text(credit.overage),
        add_on: text(credit.add_on),
        last_sync: kept.last_sync_time,
        synced: kept.synced_credit.to_string(),
        period_start: kept.period_start,
        period_end: kept.period_end,
        initial_overage: text(kept.initial_overage),
    };
    serde_json::to_string(&row).unwrap_or_default()
}

fn credit_of(text: &str) -> Result<ProfileCredit, Unreadable> {
    let unreadable = || format!("a credit `{text}`");
    let row: CreditText = serde_json::from_str(text).map_err(|_| unreadable())?;
    let frequency = row.frequency.and_then(|name| FREQUENCIES.iter().find(|(_, known)| *known == name)).map(|(frequency, _)| *frequency);
    let kind = match (row.kind.as_str(), row.to, frequency) {
        ("plain", _, _) => CreditKind::Plain,
        ("unlimited", _, _) => CreditKind::Unlimited,
        ("time-range", Some(to_date), _) => CreditKind::TimeRange { to_date },
        ("reoccurring", Some(to_date), Some(frequency)) => CreditKind::Reoccurring { to_date, frequency },
        _ => return Err(unreadable()),
    };
    let optional = |text: Option<String>| text.as_deref().map(amount).transpose();
    Ok(ProfileCredit {
        kind,
        credit: amount(&row.credit)?,
        from_date: row.from,
        overage: optional(row.overage)?,
        add_on: optional(row.add_on)?,
        kept: KeptCredit {
            last_sync_time: row.last_sync,
            synced_credit: amount(&row.synced)?,
            period_start: row.period_start,
            period_end: row.period_end,
            initial_overage: optional(row.initial_overage)?,
        },
    })
}

/// A row of `movement`.
#[derive(Clone, Debug, Serialize, sqlx::FromRow)]
pub(super) struct MovementRow {
    pub reach_profile_id: i64,
    pub number: i64,
    pub kind: String,
    pub amount: String,
    pub used: String,
    pub task_id: Option<i64>,
    pub rule_profile_id: Option<i64>,
    pub rule_number: Option<i64>,
    pub event: Option<i64>,
    pub moved_at: i64,
}

impl MovementRow {
    pub fn of(movement: &Movement, number: i64, event: Option<i64>, moved_at: i64) -> Self {
        MovementRow {
            reach_profile_id: movement.profile.0,
            number,
            kind: movement.kind.name().to_owned(),
            amount: movement.amount.to_string(),
            used: movement.used.to_string(),
            task_id: movement.task.map(|task| task.0),
            rule_profile_id: movement.rule.map(|rule| rule.profile.0),
            rule_number: movement.rule.map(|rule| i64::from(rule.number.0)),
            event,
            moved_at,
        }
    }

    pub fn movement(&self) -> Result<Movement, Unreadable> {
        let rule = match (self.rule_profile_id, self.rule_number) {
            (Some(profile), Some(number)) => {
                let number = u32::try_from(number).map_err(|_| format!("a rule number `{number}`"))?;
                Some(RuleId { profile: ProfileId(profile), number: RuleNumber(number) })
            }
            (None, _) | (_, None) => None,
        };
        Ok(Movement {
            profile: ProfileId(self.reach_profile_id),
            kind: MovementKind::of(&self.kind).ok_or_else(|| format!("a movement of kind `{}`", self.kind))?,
            amount: amount(&self.amount)?,
            used: amount(&self.used)?,
            task: self.task_id.map(TaskId),
            rule,
        })
    }
}

/// A row of `event`; the identity in hexadecimal digits, as it travels in JSON.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EventRow {
    pub id: i64,
    pub partner_id: i64,
    pub identity: String,
    pub event_id: String,
    pub recorded_at: i64,
}

/// A row of `task_change`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeRow {
    pub task_id: i64,
    pub event: Option<i64>,
    pub changed_at: i64,
    pub status_before: i64,
    pub status_after: i64,
    pub price_before: String,
    pub price_after: String,
    pub err_description: Option<String>,
}

/// 32 hexadecimal digits.
pub(super) fn hex(identity: &[u8; 16]) -> String {
    use std::fmt::Write as _;
    identity.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! What can be wrong with a configuration: one variant a problem, its id and help beside it in `facts.rs`.

use crate::ids::{ItemId, PartnerId, RuleNumber, TemplateId};

use super::{Facts, ObjectKind};

/// What is wrong. Prints as one line: lower case, no full stop, what was written in backticks.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProblemKind {
    /// A file is not JSON.
    #[error("the file is not JSON: {0}")]
    Json(reach_rawjson::Error),
    /// A file holds something else than objects.
    #[error("a file holds an object, an array of objects or a list response, not {found}")]
    UnexpectedDocument {
        /// What it holds.
        found: Box<str>,
    },
    /// A file holds an error that the platform answered, instead of objects.
    #[error("the platform answered with an error instead of objects: `{code}`, {message}")]
    ApiError {
        /// The platform's code of the error.
        code: Box<str>,
        /// Its text.
        message: Box<str>,
    },
    /// An object does not say what it is.
    #[error("`objectType` is missing, so what {what} is cannot be known")]
    MissingObjectType {
        /// What it stands for: `a condition`.
        what: &'static str,
    },
    /// An object of a class that is no part of a configuration.
    #[error("objects of class `{class}` are no part of a configuration and are left out")]
    UnknownObject {
        /// Its class.
        class: Box<str>,
    },
    /// An object of a class that does not exist, but for a letter.
    #[error("there is no class `{class}`, did you mean `{nearest}`?")]
    MisspeltClass {
        /// As written.
        class: Box<str>,
        /// The class that is meant.
        nearest: &'static str,
    },
    /// An object of another kind than its file is made of.
    #[error("expected a {expected} here, found an object of class `{class}`")]
    UnexpectedObject {
        /// What the file holds.
        expected: ObjectKind,
        /// The class of this one.
        class: Box<str>,
    },
    /// A value of a type that the field cannot have.
    #[error("`{field}` must be {expected}, not {found}")]
    WrongType {
        /// The field.
        field: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        found: Box<str>,
    },
    /// An element of a list that is no object.
    #[error("`{list}` may hold objects only, not {found}")]
    WrongElement {
        /// The list.
        list: &'static str,
        /// What the element is.
        found: Box<str>,
    },
    /// A number that would have to be rounded to be kept.
    #[error("`{field}` is {found}, which is more than can be kept exactly")]
    NumberTooLarge {
        /// The field.
        field: &'static str,
        /// What it is.
        found: Box<str>,
    },
    /// A number or name that is none of those that the field knows.
    #[error("`{field}` must be one of {known}, not {found}")]
    UnknownValue {
        /// The field.
        field: &'static str,
        /// What it may be.
        known: &'static str,
        /// What it is.
        found: Box<str>,
    },
    /// A field without which the object means nothing.
    #[error("`{field}` is missing")]
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A field whose absence means something that is seldom meant.
    #[error("`{field}` is missing, so {meaning}")]
    AbsentField {
        /// The field.
        field: &'static str,
        /// What its absence means.
        meaning: &'static str,
    },
    /// A field that the platform does not have.
    #[error("{class} has no field `{field}`, it is ignored{}", hint(*.nearest))]
    UnknownField {
        /// The class.
        class: &'static str,
        /// The field.
        field: Box<str>,
        /// The field that may be meant.
        nearest: Option<&'static str>,
    },
    /// A field that the platform does not have, but for a letter, where ignoring it could cost money.
    #[error("{class} has no field `{field}`, did you mean `{nearest}`?")]
    MisspeltField {
        /// The class.
        class: &'static str,
        /// As written.
        field: Box<str>,
        /// The field that is meant.
        nearest: &'static str,
    },
    /// A field that stands twice in one object.
    #[error("`{field}` stands twice in one object")]
    DuplicateField {
        /// The field.
        field: Box<str>,
    },
    /// Two objects of one id.
    #[error("{object} {id} stands twice, this one is not used")]
    DuplicateId {
        /// What it is.
        object: ObjectKind,
        /// Its id.
        id: i64,
    },
    /// A field that changes nothing where it stands.
    #[error("`{field}` has no effect here: {because}")]
    NoEffect {
        /// The field.
        field: &'static str,
        /// Why not.
        because: &'static str,
    },
    /// A status that is neither active nor anything else.
    #[error("status {found} is none of 1, 2 and 3, so the {object} takes no part")]
    UnknownStatus {
        /// Whose.
        object: ObjectKind,
        /// As written.
        found: Box<str>,
    },
    /// A piece of a list of ids that is no id.
    #[error("`{piece}` in `{field}` is no id and is left out")]
    NotAnId {
        /// The list.
        field: &'static str,
        /// The piece.
        piece: Box<str>,
    },
    /// A condition of a class that does not exist.
    #[error("there is no condition of class `{class}`{}", hint(*.nearest))]
    UnknownCondition {
        /// As written.
        class: Box<str>,
        /// The class that may be meant.
        nearest: Option<&'static str>,
    },
    /// A condition that an event cannot answer, or that belongs elsewhere.
    #[error("a `{class}` cannot be asked here: {because}")]
    UnsupportedCondition {
        /// Its class.
        class: Box<str>,
        /// Why not.
        because: &'static str,
    },
    /// A field or value of a condition, of a class that cannot stand there.
    #[error("`{field}` cannot be a `{class}`, only {known}")]
    UnsupportedValue {
        /// Where it stands.
        field: &'static str,
        /// Its class.
        class: Box<str>,
        /// The classes that can.
        known: &'static str,
    },
    /// An action of a class that does not exist.
    #[error("there is no action of class `{class}`{}", hint(*.nearest))]
    UnknownAction {
        /// As written.
        class: Box<str>,
        /// The class that may be meant.
        nearest: Option<&'static str>,
    },
    /// An action of the platform that orders nothing.
    #[error("a `{class}` orders nothing and is passed over")]
    ForeignAction {
        /// Its class.
        class: Box<str>,
    },
    /// A Boolean condition without templates (`rules.md R5`).
    #[error("`booleanEventNotificationIds` is {found}, so the condition counts as absent")]
    NoTemplates {
        /// As written.
        found: Box<str>,
    },
    /// A category condition without categories.
    #[error("the condition names no category")]
    NoCategories,
    /// `or` conditions in `or` conditions without end (`expressions.md B1`).
    #[error("conditions nest deeper than {limit} levels")]
    ConditionsTooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// A metadata profile by its name (`templates.md TC6`).
    #[error("`profileSystemName` `{name}` cannot be looked up, an event tells metadata profiles by id alone")]
    MetadataProfileByName {
        /// The name.
        name: Box<str>,
    },
    /// A template that is Boolean by its class and not by its type (`templates.md TT3`).
    #[error("the template is Boolean by its class, but its `type` is {found}, so no rule asks it")]
    TypeMismatch {
        /// The type.
        found: Box<str>,
    },
    /// An event type that no event has (`templates.md TT2`).
    #[error("there is no event type `{found}`, so the template fires on no event{}", hint(*.nearest))]
    UnknownEventType {
        /// As written.
        found: Box<str>,
        /// The one that may be meant.
        nearest: Option<&'static str>,
    },
    /// An object type that no event has (`templates.md TT1`).
    #[error("there is no event object type `{found}`, so the template fires on no event{}", hint(*.nearest))]
    UnknownEventObjectType {
        /// As written.
        found: Box<str>,
        /// The one that may be meant.
        nearest: Option<&'static str>,
    },
    /// A price function that does not exist (`tasks.md PR4`).
    #[error("there is no price function `{function}`, so the item cannot be priced{}", hint(*.nearest))]
    UnknownPriceFunction {
        /// As written.
        function: Box<str>,
        /// The one that may be meant.
        nearest: Option<&'static str>,
    },
    /// An item's class fixes another feature than it names (`catalog.md C2`).
    #[error("`serviceFeature` is {found}, but `{class}` is feature {fixed}; the number counts")]
    FeatureMismatch {
        /// The number.
        found: i64,
        /// The item's class.
        class: &'static str,
        /// The number of that class.
        fixed: i64,
    },
    /// Job data of a class that is not known.
    #[error("job data of class `{class}` is not known, it is kept and not read")]
    UnknownJobData {
        /// Its class.
        class: Box<str>,
    },
    /// A credit of a class that does not exist.
    #[error("there is no credit of class `{class}`{}", hint(*.nearest))]
    UnknownCredit {
        /// As written.
        class: Box<str>,
        /// The class that may be meant.
        nearest: Option<&'static str>,
    },
    /// A credit without class, taken by its fields (`tasks.md`, Credit).
    #[error("the credit has no `objectType`, by its fields it is taken as a `{class}`")]
    CreditWithoutClass {
        /// The class.
        class: &'static str,
    },
    /// A credit that ends before it begins.
    #[error("`toDate` is before `fromDate`")]
    DatesReversed,
    /// A rule that names a template which cannot be asked.
    #[error("template {template} cannot be asked, so the rule is unusable")]
    UnusableTemplate {
        /// The template.
        template: TemplateId,
    },
    /// A rule that names a template which is not there.
    #[error("there is no template {template}")]
    UnknownTemplate {
        /// The template.
        template: TemplateId,
    },
    /// A rule that names a template which never fires for it.
    #[error("template {template} never fires here: {because}")]
    DeafTemplate {
        /// The template.
        template: TemplateId,
        /// Why.
        because: &'static str,
    },
    /// A rule that orders an item which is not there.
    #[error("there is no catalog item {item}: its orders are skipped as `catalog-item-unknown`")]
    UnknownItem {
        /// The item.
        item: ItemId,
    },
    /// A rule that orders an item which the account may not.
    #[error("catalog item {item} is not assigned to account {partner}: its orders are skipped as `catalog-item-not-active-on-partner`")]
    UnassignedItem {
        /// The item.
        item: ItemId,
        /// The account.
        partner: PartnerId,
    },
    /// A rule that orders nothing.
    #[error("the rule orders nothing: it has no action with catalog items")]
    OrdersNothing,
    /// A rule behind one that always matches and stops.
    #[error("the rule is never reached: rule {by} of the profile matches every such event and stops")]
    NeverReached {
        /// The rule that stops.
        by: RuleNumber,
    },
    /// A template whose conditions contradict each other.
    #[error("the conditions can never hold together: {because}")]
    NeverTrue {
        /// Which.
        because: Box<str>,
    },
    /// An item that is ordered anew by every event that matches.
    #[error(
        "item {item} ({feature}) is never a duplicate, and the rule matches whenever its entry is saved: it may be ordered again and again"
    )]
    OrderedAgain {
        /// The item.
        item: ItemId,
        /// Its feature.
        feature: &'static str,
    },
    /// A rule with `not` category conditions alone.
    #[error("the rule names only categories that an entry must not be in, so only an entry put into one of them triggers it")]
    OnlyNegatedCategories,
    /// A getter that no class has.
    #[error("no class has the getter `{getter}`, so it reads the property `{property}` as it stands, if there is one{}", hint(*.nearest))]
    UnknownGetter {
        /// As written.
        getter: Box<str>,
        /// The property that it reads.
        property: Box<str>,
        /// The getter that may be meant.
        nearest: Option<&'static str>,
    },
    /// A folder without assignments.
    #[error("there are no assignments, so every catalog item counts as assigned to the accounts of the profiles")]
    NoAssignments,
    /// An expression that is refused (`expressions.md R`).
    #[error("{message}")]
    Expression {
        /// What is wrong with it.
        message: Box<str>,
        /// What to write instead.
        help: Option<Box<str>>,
    },
}

impl ProblemKind {
    /// The stable id, for docs, metrics and JSON: `unknown-condition`.
    pub fn id(&self) -> &'static str {
        self.facts().id
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        match self {
            ProblemKind::Expression { help: Some(help), .. } => help,
            other => other.facts().help,
        }
    }

    /// What holds for all problems of this kind.
    pub fn facts(&self) -> &'static Facts {
        Facts::of(self)
    }
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(", did you mean `{nearest}`?"))
}

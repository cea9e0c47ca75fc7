//! How the templates' conditions are written: PHP expressions, one for each condition (L4, L5).

use super::model::{Modified, Question, Template};

/// The user parameter that half of the tag templates take their tag from.
pub(super) const WANTED_TAG: &str = "wanted_tag";

/// One condition of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub(super) code: String,
    /// Whether the condition's `not` is set.
    pub(super) not: bool,
}

impl From<String> for Spelled {
    fn from(code: String) -> Self {
        Self { code, not: false }
    }
}

impl From<&str> for Spelled {
    fn from(code: &str) -> Self {
        code.to_owned().into()
    }
}

/// The conditions of a template, in order.
pub(super) fn conditions(template: &Template) -> Vec<Spelled> {
    let Template { question, writing, .. } = *template;
    match question {
        Question::Tag { .. } if writing.tag_parameter => vec![
            modified("entryPeer::TAGS", writing.modified),
            format!("in_array(trim($scope->getDynamicValueByKey('{WANTED_TAG}')), $scope->getObject()->getTagsArr())").into(),
        ],
        Question::Tag { tag } => vec![modified("entryPeer::TAGS", writing.modified), has_tag(&tag_name(tag)).into()],
        Question::Equality { media_type, user } => vec![
            modified("entryPeer::STATUS", writing.modified),
            "$scope->getObject()->getStatus() == entryStatus::READY".into(),
            format!("$scope->getObject()->getMediaType() == {media_type}").into(),
            format!("$scope->getObject()->getPuserId() == 'user-{user}'").into(),
        ],
        Question::Comparison { low, high } => vec![
            modified("entryPeer::STATUS", writing.modified),
            "$scope->getObject()->getStatus() == entryStatus::READY".into(),
            format!("$scope->getObject()->getLengthInMsecs() >= {low}").into(),
            format!("$scope->getObject()->getLengthInMsecs() < {high}").into(),
        ],
        Question::Mixed { series, tag, access_control } => vec![
            modified("entryPeer::TAGS", writing.modified),
            format!("strpos($scope->getObject()->getName(), 'Series {series}:') === 0 || {}", has_tag(&tag_name(tag))).into(),
            if writing.not_by_flag { Spelled { code: has_tag("no-reach"), not: true } } else { format!("!{}", has_tag("no-reach")).into() },
            format!("$scope->getObject()->getAccessControlId() == {access_control}").into(),
        ],
        Question::Asset { label, accuracy } => vec![
            modified("assetPeer::STATUS", writing.modified),
            "$scope->getObject()->getStatus() == asset::ASSET_STATUS_READY".into(),
            format!("$scope->getObject()->getLabel() == 'track-{label}'").into(),
            format!("$scope->getObject()->getAccuracy() >= {accuracy}").into(),
        ],
    }
}

/// The tag that a template takes from its user parameter, if it does.
pub(super) fn wanted_tag(template: &Template) -> Option<String> {
    match template.question {
        Question::Tag { tag } if template.writing.tag_parameter => Some(tag_name(tag)),
        Question::Tag { .. }
        | Question::Equality { .. }
        | Question::Comparison { .. }
        | Question::Mixed { .. }
        | Question::Asset { .. } => None,
    }
}

fn modified(column: &str, how: Modified) -> Spelled {
    match how {
        Modified::OfObject => format!("$scope->getObject()->isColumnModified({column})"),
        Modified::OfEvent => format!("in_array({column}, $scope->getEvent()->getModifiedColumns())"),
    }
    .into()
}

fn tag_name(tag: u32) -> String {
    format!("tag-{tag}")
}

fn has_tag(tag: &str) -> String {
    format!("in_array('{tag}', $scope->getObject()->getTagsArr())")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::model::Writing;

    fn codes(question: Question, writing: Writing) -> Vec<String> {
        let template = Template { id: 1, question, writing };
        let not = |spelled: &Spelled| if spelled.not { "not: " } else { "" };
        conditions(&template).iter().map(|spelled| format!("{}{}", not(spelled), spelled.code)).collect()
    }

    #[test]
    fn both_ways_to_write_a_template_ask_the_same_question() {
        let plain = Writing { modified: Modified::OfObject, tag_parameter: false, not_by_flag: false };
        let other = Writing { modified: Modified::OfEvent, tag_parameter: true, not_by_flag: true };
        assert_eq!(
            codes(Question::Tag { tag: 7 }, plain),
            ["$scope->getObject()->isColumnModified(entryPeer::TAGS)", "in_array('tag-7', $scope->getObject()->getTagsArr())"]
        );
        assert_eq!(
            codes(Question::Tag { tag: 7 }, other),
            [
                "in_array(entryPeer::TAGS, $scope->getEvent()->getModifiedColumns())",
                "in_array(trim($scope->getDynamicValueByKey('wanted_tag')), $scope->getObject()->getTagsArr())"
            ]
        );
        let mixed = Question::Mixed { series: 3, tag: 7, access_control: 4 };
        assert_eq!(codes(mixed, plain)[2], "!in_array('no-reach', $scope->getObject()->getTagsArr())");
        assert_eq!(codes(mixed, other)[2], "not: in_array('no-reach', $scope->getObject()->getTagsArr())");
    }

    #[test]
    fn only_a_template_that_takes_its_tag_from_a_parameter_has_one() {
        let writing = |tag_parameter| Writing { modified: Modified::OfObject, tag_parameter, not_by_flag: true };
        let wanted = |question, tag_parameter| wanted_tag(&Template { id: 1, question, writing: writing(tag_parameter) });
        assert_eq!(wanted(Question::Tag { tag: 7 }, true).as_deref(), Some("tag-7"));
        assert_eq!(wanted(Question::Tag { tag: 7 }, false), None);
        assert_eq!(wanted(Question::Asset { label: 7, accuracy: 90 }, true), None);
    }
}

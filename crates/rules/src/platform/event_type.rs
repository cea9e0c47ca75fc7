//! Types of events (`templates.md TT2`).

use std::fmt;

use super::index::Index;

/// The type of an event. A number, a symbolic name and an event class all name one; an unknown one matches
/// nothing, so it is no `EventType`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// 1 `BATCH_JOB_STATUS`
    BatchJobStatus,
    /// 2 `OBJECT_ADDED`
    ObjectAdded,
    /// 3 `OBJECT_CHANGED`
    ObjectChanged,
    /// 4 `OBJECT_COPIED`
    ObjectCopied,
    /// 5 `OBJECT_CREATED`
    ObjectCreated,
    /// 6 `OBJECT_DATA_CHANGED`
    ObjectDataChanged,
    /// 7 `OBJECT_DELETED`
    ObjectDeleted,
    /// 8 `OBJECT_ERASED`
    ObjectErased,
    /// 9 `OBJECT_READY_FOR_REPLACMENT`, which is how the platform spells it.
    ObjectReadyForReplacement,
    /// 10 `OBJECT_SAVED`
    ObjectSaved,
    /// 11 `OBJECT_UPDATED`
    ObjectUpdated,
    /// 12 `OBJECT_REPLACED`
    ObjectReplaced,
    /// 13 `OBJECT_READY_FOR_INDEX`
    ObjectReadyForIndex,
    /// `integrationEventNotifications.INTEGRATION_JOB_CLOSED`, a plugin's.
    IntegrationJobClosed,
}

/// How a type is written.
struct Spelling {
    value: &'static str,
    name: &'static str,
    class: &'static str,
}

const fn spelling(value: &'static str, name: &'static str, class: &'static str) -> Spelling {
    Spelling { value, name, class }
}

/// In the order of [`EventType::ALL`].
static SPELLINGS: [Spelling; EventType::ALL.len()] = [
    spelling("1", "BATCH_JOB_STATUS", "kBatchJobStatusEvent"),
    spelling("2", "OBJECT_ADDED", "kObjectAddedEvent"),
    spelling("3", "OBJECT_CHANGED", "kObjectChangedEvent"),
    spelling("4", "OBJECT_COPIED", "kObjectCopiedEvent"),
    spelling("5", "OBJECT_CREATED", "kObjectCreatedEvent"),
    spelling("6", "OBJECT_DATA_CHANGED", "kObjectDataChangedEvent"),
    spelling("7", "OBJECT_DELETED", "kObjectDeletedEvent"),
    spelling("8", "OBJECT_ERASED", "kObjectErasedEvent"),
    spelling("9", "OBJECT_READY_FOR_REPLACMENT", "kObjectReadyForReplacmentEvent"),
    spelling("10", "OBJECT_SAVED", "kObjectSavedEvent"),
    spelling("11", "OBJECT_UPDATED", "kObjectUpdatedEvent"),
    spelling("12", "OBJECT_REPLACED", "kObjectReplacedEvent"),
    spelling("13", "OBJECT_READY_FOR_INDEX", "kObjectReadyForIndexEvent"),
    spelling("integrationEventNotifications.INTEGRATION_JOB_CLOSED", "INTEGRATION_JOB_CLOSED", "kIntegrationJobClosedEvent"),
];

static INDEX: Index<128> = {
    let mut index = Index::empty(3 * SPELLINGS.len());
    let mut at = 0;
    while at < SPELLINGS.len() {
        index.insert(0, SPELLINGS[at].value, at as u16);
        index.insert(0, SPELLINGS[at].name, at as u16);
        index.insert(0, SPELLINGS[at].class, at as u16);
        at += 1;
    }
    index
};

impl EventType {
    /// All types, by number.
    pub const ALL: [EventType; 14] = [
        EventType::BatchJobStatus,
        EventType::ObjectAdded,
        EventType::ObjectChanged,
        EventType::ObjectCopied,
        EventType::ObjectCreated,
        EventType::ObjectDataChanged,
        EventType::ObjectDeleted,
        EventType::ObjectErased,
        EventType::ObjectReadyForReplacement,
        EventType::ObjectSaved,
        EventType::ObjectUpdated,
        EventType::ObjectReplaced,
        EventType::ObjectReadyForIndex,
        EventType::IntegrationJobClosed,
    ];

    /// The type that a number, a symbolic name or an event class names, exactly.
    #[inline]
    pub fn parse(written: &str) -> Option<EventType> {
        let at = INDEX.find(written, |at| {
            let Spelling { value, name, class } = SPELLINGS[at];
            written == class || written == value || written == name
        })?;
        Some(EventType::ALL[at])
    }

    /// As the API prints it: a number, or `<plugin>.<NAME>`.
    pub fn value(self) -> &'static str {
        self.spelling().value
    }

    /// Its symbolic name: `OBJECT_CHANGED`.
    pub fn name(self) -> &'static str {
        self.spelling().name
    }

    /// Its event class, as messages name it: `kObjectChangedEvent`.
    pub fn class(self) -> &'static str {
        self.spelling().class
    }

    fn spelling(self) -> &'static Spelling {
        &SPELLINGS[self as usize]
    }
}

impl fmt::Debug for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_names_its_type() {
        for (at, event_type) in EventType::ALL.into_iter().enumerate() {
            assert_eq!(event_type as usize, at);
            for written in [event_type.value(), event_type.name(), event_type.class()] {
                assert_eq!(EventType::parse(written), Some(event_type), "{written}");
            }
        }
    }

    #[test]
    fn numbers_names_and_classes_are_those_of_the_platform() {
        let cases = [
            ("2", "OBJECT_ADDED", "kObjectAddedEvent", EventType::ObjectAdded),
            ("3", "OBJECT_CHANGED", "kObjectChangedEvent", EventType::ObjectChanged),
            ("9", "OBJECT_READY_FOR_REPLACMENT", "kObjectReadyForReplacmentEvent", EventType::ObjectReadyForReplacement),
            ("13", "OBJECT_READY_FOR_INDEX", "kObjectReadyForIndexEvent", EventType::ObjectReadyForIndex),
        ];
        for (value, name, class, event_type) in cases {
            for written in [value, name, class] {
                assert_eq!(EventType::parse(written), Some(event_type), "{written}");
            }
        }
    }

    #[test]
    fn the_symbolic_name_follows_from_the_class() {
        for event_type in EventType::ALL {
            let class = event_type.class().strip_prefix('k').and_then(|class| class.strip_suffix("Event")).unwrap();
            let mut name = String::new();
            for letter in class.chars() {
                if letter.is_ascii_uppercase() && !name.is_empty() {
                    name.push('_');
                }
                name.push(letter.to_ascii_uppercase());
            }
            assert_eq!(name, event_type.name());
        }
    }

    #[test]
    fn anything_else_names_none() {
        for other in ["", "0", "14", "03", "3 ", "object_changed", "KOBJECTCHANGEDEVENT", "INTEGRATION", "-1"] {
            assert_eq!(EventType::parse(other), None, "{other}");
        }
    }
}

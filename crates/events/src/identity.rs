//! The identity of an event (`event.md`, Identity).

use std::fmt;

use sha2::{Digest, Sha256};

/// What makes two deliveries one event, within its account: the id that its sender gave it, else a digest of its
/// bytes as they came.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventId {
    /// `eventId`, or the id that the source's protocol gives to a message.
    Given(Box<str>),
    /// The first 128 bits of the SHA-256 of the body.
    Digest([u8; 16]),
}

impl EventId {
    /// The identity of an event: its own id, else the message's, else the digest of its body.
    pub fn of(event_id: Option<&str>, message_id: Option<&str>, body: &[u8]) -> Self {
        match event_id.or(message_id) {
            Some(id) => EventId::Given(id.into()),
            None => Self::digest(body),
        }
    }

    /// The digest of a body.
    pub fn digest(body: &[u8]) -> Self {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(Sha256::digest(body)) {
            *to = from;
        }
        EventId::Digest(bytes)
    }

    /// 16 bytes that stand for the identity where it is kept: a given id is digested too, apart from bodies.
    pub fn key(&self) -> [u8; 16] {
        match self {
            EventId::Digest(bytes) => *bytes,
            EventId::Given(id) => match Self::digest(&[b"id:", id.as_bytes()].concat()) {
                EventId::Digest(bytes) => bytes,
                EventId::Given(_) => [0; 16],
            },
        }
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventId::Given(id) => f.write_str(id),
            EventId::Digest(bytes) => {
                f.write_str("sha256:")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_id_never_meets_the_digest_of_a_body() {
        let body = EventId::digest(b"id:7");
        let given = EventId::Given("7".into());
        assert_ne!(body, given);
        assert_eq!(EventId::digest(b"x").to_string(), "sha256:2d711642b726b04401627ca9fbac32f5");
    }
}

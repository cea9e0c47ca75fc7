//! The messages of a workload, one after the other in memory (L12).

/// Texts in one piece of memory, in order.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    bytes: Vec<u8>,
    /// Where each message ends.
    ends: Vec<usize>,
}

impl Messages {
    /// Appends the message that `print` writes at the end of the bytes.
    ///
    /// # Errors
    ///
    /// Those of `print`; then nothing is appended.
    pub(super) fn push<E>(&mut self, print: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        let start = self.bytes.len();
        print(&mut self.bytes).inspect_err(|_| self.bytes.truncate(start))?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes they are together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The message of that number, from 0.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&[u8]> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..*self.ends.get(number)?)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.bytes[std::mem::replace(&mut start, end)..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_they_were_pushed() {
        let mut messages = Messages::default();
        for text in ["one", "", "three"] {
            messages.push(|bytes| std::io::Write::write_all(bytes, text.as_bytes())).unwrap();
        }
        let failing = |bytes: &mut Vec<u8>| {
            bytes.push(b'x');
            Err("full")
        };
        assert_eq!(messages.push(failing), Err("full"));
        assert_eq!(messages.iter().collect::<Vec<_>>(), [b"one".as_slice(), b"", b"three"]);
        assert_eq!([messages.get(0), messages.get(2), messages.get(3)], [Some(b"one".as_slice()), Some(b"three"), None]);
        assert_eq!((messages.len(), messages.bytes()), (3, 8));
    }
}

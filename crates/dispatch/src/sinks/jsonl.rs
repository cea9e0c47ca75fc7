//! Tasks as lines of a file: one JSON object for each task made or changed.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::plan::Plan;
use crate::sink::{SinkError, TaskSink};
use crate::task_json::task_json;

/// Appends to a file. A line is written whole, so that a reader never meets half of one.
#[derive(Debug)]
pub struct JsonlSink {
    path: PathBuf,
    file: Mutex<File>,
}

impl JsonlSink {
    /// Appends to the file at `path`, which is made when it is not there.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn append(path: &Path) -> Result<Self, SinkError> {
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| SinkError::Reject { sink: path.display().to_string(), why: error.to_string() })?;
        Ok(JsonlSink { path: path.to_owned(), file: Mutex::new(file) })
    }
}

#[async_trait]
impl TaskSink for JsonlSink {
    async fn deliver(&self, plan: &Plan) -> Result<(), SinkError> {
        let made = plan.create.iter().map(|new| {
            let mut line = task_json(&new.standing.task);
            if let Value::Object(fields) = &mut line {
                fields.insert("change".to_owned(), json!("created"));
                fields.insert("rule".to_owned(), json!(new.rule.to_string()));
            }
            line
        });
        let changed = plan.change.iter().map(|change| {
            let mut line = task_json(&change.after.task);
            if let Value::Object(fields) = &mut line {
                fields.insert("change".to_owned(), json!("changed"));
                fields.insert("statusBefore".to_owned(), json!(change.before.task.status.number()));
            }
            line
        });
        let text: String = made.chain(changed).map(|line| format!("{line}\n")).collect();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(text.as_bytes())
            .map_err(|error| SinkError::Retry { sink: self.path.display().to_string(), why: error.to_string() })
    }
}

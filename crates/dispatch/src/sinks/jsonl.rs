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
        file.write_all(text.as_bytes()).map_err(|error| SinkError::Retry { sink: self.path.display().to_string(), why: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use reach_rules::Step;

    use super::*;
    use crate::testing::{World, order};

    #[tokio::test]
    async fn what_was_made_and_changed_is_a_line_each_after_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tasks.jsonl");
        std::fs::write(&path, "{}\n").unwrap();
        let mut world = World::of_features(&[1]);
        let made = world.plan(vec![order(&[1])]).unwrap();
        world.standing.apply(&made);
        let gone = world.plan(vec![Step::Withdraw]).unwrap();
        let sink = JsonlSink::append(&path).unwrap();
        for plan in [&made, &Plan::default(), &gone] {
            sink.deliver(plan).await.unwrap();
        }
        let lines: Vec<Value> = std::fs::read_to_string(&path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!((&lines[1]["change"], &lines[1]["rule"], &lines[1]["status"]), (&json!("created"), &json!("77/1"), &json!(1)));
        assert_eq!((&lines[2]["change"], &lines[2]["statusBefore"], &lines[2]["status"]), (&json!("changed"), &json!(1), &json!(7)));
        assert_eq!(lines[1]["id"], lines[2]["id"]);
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let error = JsonlSink::append(folder.path()).unwrap_err();
        assert!(matches!(&error, SinkError::Reject { sink, .. } if *sink == folder.path().display().to_string()), "{error}");
    }
}

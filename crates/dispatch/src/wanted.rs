//! What a decision needs of the world, for a ledger that has to fetch it.

use std::collections::BTreeSet;

use reach_rules::content::{Content, EventObject};
use reach_rules::model::ObjectType;
use reach_rules::{Decision, Order, ProfileId, Step, TaskId};

use crate::object;

/// The tasks and accounts that have to stand before a decision is planned, for one decision or a whole batch.
///
/// The accounts of the profiles of all tasks that are found are wanted too; so are, for server semantics, the finished
/// tasks of a profile whose account has a [recount due](crate::Account::recount_due).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// All tasks on these objects (`entryId`).
    pub objects: BTreeSet<Box<str>>,
    /// These tasks.
    pub tasks: BTreeSet<TaskId>,
    /// The accounts of these profiles.
    pub profiles: BTreeSet<ProfileId>,
}

impl Wanted {
    /// Adds what one decision needs. What the event does not tell is left out: the plan will ask for it.
    pub fn add(&mut self, decision: &Decision, content: &Content) {
        for step in &decision.steps {
            match step {
                Step::Order(order) => self.add_order(order, content),
                Step::Reprice | Step::Release => self.add_entry(content),
                Step::Withdraw => self.objects.extend(object::withdrawn(content).ok().flatten().map(Box::from)),
                Step::Settle => self.add_task(content),
            }
        }
    }

    fn add_order(&mut self, order: &Order, content: &Content) {
        self.profiles.insert(order.profile);
        match order.object_type {
            ObjectType::Entry => self.add_entry(content),
            ObjectType::Asset => {
                let objects = object::of_order(order, content).unwrap_or_default();
                self.objects.extend(objects.into_iter().map(|object| Box::from(object.id())));
            }
            ObjectType::Other(_) => {}
        }
    }

    fn add_entry(&mut self, content: &Content) {
        if let Ok(Some(entry)) = &content.entry {
            self.objects.insert(entry.id.clone());
        }
    }

    fn add_task(&mut self, content: &Content) {
        let EventObject::Task(event) = &content.object else { return };
        if let Ok(Some(id)) = event.id {
            self.tasks.insert(id);
        }
        if let Ok(Some(task)) = &event.task {
            self.profiles.insert(task.profile);
        }
    }
}

/// What one decision needs.
pub fn wanted(decision: &Decision, content: &Content) -> Wanted {
    let mut wanted = Wanted::default();
    wanted.add(decision, content);
    wanted
}

#[cfg(test)]
mod tests {
    use reach_rules::Need;
    use reach_rules::content::TaskEvent;
    use reach_rules::content::TaskEventChange::Created;
    use reach_rules::model::TaskStatus;
    use reach_rules::platform::Class;

    use super::*;
    use crate::testing::{ENTRY, PROFILE, World, asset, order, order_of, task};

    fn of(world: &World, step: Step) -> Wanted {
        wanted(&Decision { steps: vec![step], ..Decision::default() }, &world.content)
    }

    fn objects(wanted: &Wanted) -> Vec<&str> {
        wanted.objects.iter().map(|object| &**object).collect()
    }

    #[test]
    fn each_step_wants_the_tasks_on_its_object() {
        let mut world = World::of_features(&[1]);
        let ordered = of(&world, order(&[1]));
        assert_eq!((objects(&ordered), ordered.profiles.contains(&PROFILE)), (vec![ENTRY], true));
        assert_eq!(objects(&of(&world, Step::Release)), [ENTRY]);
        assert_eq!(objects(&of(&world, Step::Withdraw)), [ENTRY]);
        world.content.object = EventObject::Asset(asset("0_pdf", Class::ATTACHMENT_ASSET, 3));
        assert_eq!(objects(&of(&world, order_of(77, ObjectType::Asset, &[1]))), ["0_pdf"]);
        assert_eq!(objects(&of(&world, Step::Withdraw)), ["0_pdf"]);
        assert_eq!(objects(&of(&world, Step::Reprice)), [ENTRY]);
    }

    #[test]
    fn an_event_on_a_task_wants_that_task_and_its_account() {
        let mut world = World::of_features(&[1]);
        let own = task(5, 1, TaskStatus::Pending);
        let status = Ok(Some(own.status));
        let (id, task) = (Ok(Some(own.id)), Ok(Some(Box::new(own))));
        world.content.object = EventObject::Task(TaskEvent { id, change: Ok(Created), status, task });
        let settled = of(&world, Step::Settle);
        assert_eq!((settled.tasks.into_iter().collect::<Vec<_>>(), settled.profiles.contains(&PROFILE)), (vec![TaskId(5)], true));
    }

    #[test]
    fn what_the_event_does_not_tell_is_not_wanted() {
        let mut world = World::of_features(&[1]);
        world.content.entry = Err(Need::of("related.entry"));
        assert!(of(&world, Step::Release).objects.is_empty() && of(&world, Step::Withdraw).objects.is_empty());
    }
}

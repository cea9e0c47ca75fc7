//! Lookups: what conditions find among the objects of the event (`expressions.md P`), and the values of plugins'
//! enumerations (K).

use reach_expr::{Array, Fault, Fuel, Object, StaticId, Value, loose_eq, to_str};
use reach_rawjson::Key;

use super::entity::Entity;
use super::getter::{DELETED, argument};
use super::objects::Seen;
use super::related::{ENTRY_ID, List, Map};
use super::{Facts, known};
use crate::names::{Call, Lookup};
use crate::need::Fact;
use crate::platform::{Class, PluginMethod};

const STATUS: Key<'static> = Key::new("status");
const CATEGORY_ID: Key<'static> = Key::new("categoryId");
const KUSER_ID: Key<'static> = Key::new("kuserId");
const USER_ID: Key<'static> = Key::new("userId");
const FLAVOR_PARAMS_ID: Key<'static> = Key::new("flavorParamsId");
const IS_ORIGINAL: Key<'static> = Key::new("isOriginal");

/// Statuses.
const READY: i64 = 2;
const ACTIVE: i64 = 2;
const PENDING: i64 = 1;
const CATEGORY_GONE: [i64; 2] = [3, 4];
const USER_DELETED: i64 = 2;
const USER_ACTIVE: i64 = 1;

/// `CategoryKuserPermissionLevel`, by number.
const LEVELS: [&str; 4] = ["MANAGER", "MODERATOR", "CONTRIBUTOR", "MEMBER"];

impl<'e> Facts<'e> {
    pub(super) fn look_up(&self, id: StaticId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match self.names.call_of(id) {
            Some(Call::Lookup(lookup)) => self.lookup(lookup, args, fuel),
            Some(Call::Plugin(method)) => plugin_value(method, args),
            None => Err(Fault::error("the static method is not known")),
        }
    }

    fn lookup(&self, lookup: Lookup, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match lookup {
            Lookup::Entry => self.without(self.found(args, 0, |id| self.entry_by_id(id))?, &[DELETED]),
            Lookup::EntryNoFilter => self.found(args, 0, |id| self.entry_by_id(id)),
            Lookup::Category => self.without(self.found(args, 0, |id| self.by_id(Map::Categories, id))?, &CATEGORY_GONE),
            Lookup::CategoryNoFilter => self.found(args, 0, |id| self.by_id(Map::Categories, id)),
            Lookup::UserByKuserId => self.without(self.found(args, 0, |id| self.user_by_kuser_id(id))?, &[USER_DELETED]),
            Lookup::UserByKuserIdNoFilter => self.found(args, 0, |id| self.user_by_kuser_id(id)),
            Lookup::UserById => self.found(args, 1, |id| self.by_id(Map::Users, id)),
            Lookup::ActiveUserById => self.active_user(self.found(args, 1, |id| self.by_id(Map::Users, id))?),
            Lookup::Asset => self.without(self.asset(args)?, &[DELETED]),
            Lookup::AssetNoFilter => self.asset(args),
            Lookup::Assets => self.assets(args, fuel),
            Lookup::AssetsByStatus => {
                let status = one_or_all(args.get(1));
                self.assets_where(args, fuel, |asset, fuel| is_one_of(asset, &STATUS, &status, fuel))
            }
            Lookup::ReadyAssets => self.assets_where(args, fuel, |asset, _| is_ready(asset)),
            Lookup::Flavors => self.assets_where(args, fuel, |asset, _| Ok(is_flavor(asset))),
            Lookup::ReadyFlavors => match args.get(1) {
                None | Some(Value::Null) => self.assets_where(args, fuel, |asset, _| Ok(is_flavor(asset) && is_ready(asset)?)),
                params => {
                    let params = one_or_all(params);
                    self.assets_where(args, fuel, |asset, fuel| {
                        Ok(is_flavor(asset) && is_ready(asset)? && is_one_of(asset, &FLAVOR_PARAMS_ID, &params, fuel)?)
                    })
                }
            },
            Lookup::OriginalAsset => self.assets_where(args, fuel, |asset, _| is_original(asset)).map(first),
            Lookup::OriginalReadyAsset => {
                self.assets_where(args, fuel, |asset, _| Ok(is_original(asset)? && is_ready(asset)?)).map(first)
            }
            Lookup::AssetByParams => {
                let params = one_or_all(args.get(1));
                self.assets_where(args, fuel, |asset, fuel| is_one_of(asset, &FLAVOR_PARAMS_ID, &params, fuel)).map(first)
            }
            Lookup::ActiveAssignments => self.assignments_where(args, 0, fuel, |found, _| has_status(found, ACTIVE)),
            Lookup::ActiveAndPendingAssignments => {
                self.assignments_where(args, 0, fuel, |found, _| Ok(has_status(found, ACTIVE)? || has_status(found, PENDING)?))
            }
            Lookup::ActiveAssignmentsTo => {
                let categories = one_or_all(args.get(1));
                self.assignments_where(args, 0, fuel, |found, fuel| {
                    Ok(has_status(found, ACTIVE)? && is_one_of(found, &CATEGORY_ID, &categories, fuel)?)
                })
            }
            Lookup::OneActiveAssignment => self.assignments_where(args, 0, fuel, |found, _| has_status(found, ACTIVE)).map(first),
            Lookup::Assignment => {
                let category = one_or_all(args.first());
                self.assignments_where(args, 1, fuel, |found, fuel| is_one_of(found, &CATEGORY_ID, &category, fuel)).map(first)
            }
            Lookup::CategoryUser => self.category_user(args, fuel),
            Lookup::Metadata => self.metadata_object(args, fuel),
            Lookup::MetadataValues => self.metadata_values(args, fuel),
            Lookup::MetadataField => self.metadata_field(args, fuel),
            Lookup::PermissionLevelName => permission_level_name(args, fuel),
        }
    }

    /// What is found by the id that an argument gives; null finds nothing.
    fn found(&self, args: &[Value<'e>], at: usize, find: impl FnOnce(&str) -> Fact<Option<Object>>) -> Result<Value<'e>, Fault> {
        match args.get(at) {
            None | Some(Value::Null) => Ok(Value::Null),
            Some(id) => Ok(known(find(&to_str(id)?.to_text()))?.map_or(Value::Null, Value::Object)),
        }
    }

    /// A user with status 1, or none.
    fn active_user(&self, user: Value<'e>) -> Result<Value<'e>, Fault> {
        if let Value::Object(found) = &user
            && let Some(entity) = self.entity(*found)
            && known(entity.int(&STATUS))?.is_some_and(|status| status != USER_ACTIVE)
        {
            return Ok(Value::Null);
        }
        Ok(user)
    }

    /// The assets of the event, its own first.
    fn all_assets(&self) -> Fact<Vec<Object>> {
        self.listed_own_first(List::Assets, |object| self.has_own_id(object))
    }

    fn asset(&self, args: &[Value<'e>]) -> Result<Value<'e>, Fault> {
        self.found(args, 0, |id| {
            if self.own.class.is_a(Class::ASSET) && self.own.has_id(id)? {
                return Ok(Some(super::OBJECT));
            }
            for object in self.listed(List::Assets)? {
                if self.entity(object).map_or(Ok(false), |asset| asset.has_id(id))? {
                    return Ok(Some(object));
                }
            }
            Ok(None)
        })
    }

    /// `retrieveByEntryId(entryId[, null[, statuses]])`
    fn assets(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match args.get(1) {
            None | Some(Value::Null) => {}
            Some(_) => return Err(Fault::Unsupported { what: "asset types in `assetPeer::retrieveByEntryId`".to_owned() }),
        }
        match args.get(2) {
            None | Some(Value::Null) => self.assets_where(args, fuel, |_, _| Ok(true)),
            statuses => {
                let statuses = one_or_all(statuses);
                self.assets_where(args, fuel, |asset, fuel| is_one_of(asset, &STATUS, &statuses, fuel))
            }
        }
    }

    /// The assets of the entry of the first argument that are not deleted and as asked.
    fn assets_where(
        &self,
        args: &[Value<'e>],
        fuel: &mut Fuel,
        is_asked: impl Fn(&Seen<'_, 'e>, &mut Fuel) -> Result<bool, Fault>,
    ) -> Result<Value<'e>, Fault> {
        self.of_entry(args, 0, || self.all_assets(), fuel, is_asked)
    }

    /// The assignments of an entry, likewise.
    fn assignments_where(
        &self,
        args: &[Value<'e>],
        entry: usize,
        fuel: &mut Fuel,
        is_asked: impl Fn(&Seen<'_, 'e>, &mut Fuel) -> Result<bool, Fault>,
    ) -> Result<Value<'e>, Fault> {
        let all = || self.listed_own_first(List::CategoryEntries, |object| self.is_own_assignment(object));
        self.of_entry(args, entry, all, fuel, is_asked)
    }

    fn of_entry(
        &self,
        args: &[Value<'e>],
        entry: usize,
        all: impl FnOnce() -> Fact<Vec<Object>>,
        fuel: &mut Fuel,
        is_asked: impl Fn(&Seen<'_, 'e>, &mut Fuel) -> Result<bool, Fault>,
    ) -> Result<Value<'e>, Fault> {
        let entry = argument(args, entry)?;
        let entry = entry.to_text();
        let mut found = Vec::new();
        for object in known(all())? {
            let Some(entity) = self.entity(object) else { continue };
            fuel.step(entity.len())?;
            let is_of_entry = known(entity.is(&ENTRY_ID, &entry))? && !has_status(&entity, DELETED)?;
            if is_of_entry && is_asked(&entity, fuel)? {
                fuel.build_array(1)?;
                found.push(Value::Object(object));
            }
        }
        Ok(Value::array(Array::list(found)?))
    }

    /// The ids of the categories that an entry is actively assigned to.
    pub(super) fn category_ids(&self, entry: &Entity<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let args = [id_value(entry)?];
        let assignments = self.assignments_where(&args, 0, fuel, |found, _| has_status(found, ACTIVE))?;
        self.each(&assignments, |assignment| assignment.get(&CATEGORY_ID), fuel)
    }

    /// The ids of an entry's ready flavor assets.
    pub(super) fn ready_flavor_ids(&self, entry: &Entity<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        const ID: Key<'static> = Key::new("id");
        let args = [id_value(entry)?];
        let flavors = self.assets_where(&args, fuel, |asset, _| Ok(is_flavor(asset) && is_ready(asset)?))?;
        self.each(&flavors, |flavor| flavor.get(&ID), fuel)
    }

    fn each(
        &self,
        objects: &Value<'e>,
        property: impl Fn(&Entity<'e>) -> Option<reach_rawjson::Raw<'e>>,
        fuel: &mut Fuel,
    ) -> Result<Value<'e>, Fault> {
        let Value::Array(objects) = objects else { return Ok(Value::Null) };
        let mut values = Vec::new();
        for object in objects.values() {
            if let Value::Object(object) = object
                && let Some(value) = self.entity(*object).and_then(|entity| property(&entity))
            {
                fuel.build_array(1)?;
                values.push(self.value(value, fuel)?);
            }
        }
        Ok(Value::array(Array::list(values)?))
    }

    /// A membership that is not deleted, by `kuserId` or by the user that has it.
    fn category_user(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let (category, kuser_id) = (argument(args, 0)?, argument(args, 1)?);
        let (category, kuser_id) = (category.to_text(), kuser_id.to_text());
        let mut user: Option<Option<String>> = None;
        for object in known(self.listed_own_first(List::CategoryUsers, |object| self.is_own_membership(object)))? {
            let Some(member) = self.entity(object) else { continue };
            fuel.step(member.len())?;
            if !known(member.is(&CATEGORY_ID, &category))? || has_status(&member, DELETED)? {
                continue;
            }
            let is_by_kuser_id = member.get(&KUSER_ID).is_some_and(|own| super::scalar::is(own, &kuser_id));
            if is_by_kuser_id {
                return Ok(Value::Object(object));
            }
            let user = match &user {
                Some(user) => user,
                None => user.insert(self.user_id_of(&kuser_id)?),
            };
            if let Some(user) = user
                && known(member.is(&USER_ID, user))?
            {
                return Ok(Value::Object(object));
            }
        }
        Ok(Value::Null)
    }

    fn user_id_of(&self, kuser_id: &str) -> Result<Option<String>, Fault> {
        let user = known(self.user_by_kuser_id(kuser_id))?.and_then(|user| self.entity(user));
        match user {
            Some(user) => Ok(known(user.id())?.map(|id| id.into_owned())),
            None => Ok(None),
        }
    }
}

/// The values to compare a property with: those of an array, or the one given.
fn one_or_all<'v, 'e>(value: Option<&'v Value<'e>>) -> Vec<&'v Value<'e>> {
    match value {
        Some(Value::Array(values)) => values.values().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// Whether a property is one of some values; ids compare as strings.
fn is_one_of(entity: &Entity<'_>, key: &Key<'_>, values: &[&Value<'_>], fuel: &mut Fuel) -> Result<bool, Fault> {
    let Some(own) = known(entity.text(key))? else { return Ok(false) };
    for value in values {
        fuel.step(1)?;
        if to_str(value)?.as_bytes() == own.as_bytes() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn has_status(entity: &Entity<'_>, status: i64) -> Result<bool, Fault> {
    Ok(known(entity.int(&STATUS))? == Some(status))
}

fn is_ready(asset: &Entity<'_>) -> Result<bool, Fault> {
    has_status(asset, READY)
}

fn is_flavor(asset: &Entity<'_>) -> bool {
    asset.class.is_a(Class::FLAVOR_ASSET)
}

fn is_original(asset: &Entity<'_>) -> Result<bool, Fault> {
    known(asset.flag(&IS_ORIGINAL))
}

/// The first of a list, or null.
fn first(list: Value<'_>) -> Value<'_> {
    match &list {
        Value::Array(values) => values.values().next().cloned().unwrap_or_default(),
        _ => Value::Null,
    }
}

fn id_value<'e>(entity: &Entity<'e>) -> Result<Value<'e>, Fault> {
    Ok(known(entity.id())?.map_or(Value::Null, |id| Value::bytes(id.into_owned().into_bytes())))
}

fn plugin_value<'e>(method: PluginMethod, args: &[Value<'e>]) -> Result<Value<'e>, Fault> {
    let name = argument(args, 0)?;
    match method.api_value(&name.to_text()) {
        Some(api) => Ok(Value::str(api)),
        None => Err(Fault::error(format!("`{}` has no value `{}`", method.plugin(), name.to_text()))),
    }
}

fn permission_level_name<'e>(args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    let Some(level) = args.first() else { return Ok(Value::Null) };
    for (number, name) in LEVELS.iter().enumerate() {
        if loose_eq(level, &Value::Int(number as i64), fuel)? {
            return Ok(Value::str(name));
        }
    }
    Ok(Value::Null)
}

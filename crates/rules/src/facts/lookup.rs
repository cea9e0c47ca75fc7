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
            Lookup::OriginalReadyAsset => self.assets_where(args, fuel, |asset, _| Ok(is_original(asset)? && is_ready(asset)?)).map(first),
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

#[cfg(test)]
mod tests {
    use super::super::testing::{ask, check, check_partial, event};
    use super::*;

    const CATEGORY_EVENT: &str = r#"{"eventType":2,"objectType":"KalturaCategoryEntry","object":{"entryId":"1_a","categoryId":7,"status":2},"related":{
        "entry":{"id":"1_a","objectType":"KalturaLiveStreamEntry","name":"A","status":2},
        "entries":{"1_b":{"name":"B","status":3},"1_x":{"id":"1_c","name":"C"},"1_n":null},
        "categories":{"7":{"name":"Seven"},"8":{"id":8,"name":"Eight","status":4}},
        "users":{"ann":{"kuserId":70,"status":1,"fullName":"Ann"},"bob":{"id":"bob","kuserId":"71","status":2},"cy":{"kuserId":72}},
        "categoryUsers":[{"categoryId":7,"userId":"bob","status":3},{"categoryId":7,"userId":"ann","permissionLevel":2,"status":1},{"categoryId":8,"kuserId":99}],
        "categoryEntries":[{"categoryId":6,"entryId":"1_a","status":2},{"categoryId":7,"entryId":"1_a","status":1},{"categoryId":9,"entryId":"1_a","status":3},{"categoryId":8,"entryId":"1_a","status":1},{"categoryId":5,"entryId":"1_z","status":2}],
        "assets":[{"id":"1_f1","entryId":"1_a","status":2,"flavorParamsId":0,"isOriginal":true},
            {"id":"1_f2","objectType":"KalturaFlavorAsset","entryId":"1_a","status":1,"flavorParamsId":5},
            {"id":"1_c1","objectType":"KalturaCaptionAsset","entryId":"1_a","status":2},
            {"id":"1_d","objectType":"KalturaFlavorAsset","entryId":"1_a","status":3,"flavorParamsId":6},
            {"id":"1_z","objectType":"KalturaLiveAsset","entryId":"1_z","status":2,"isOriginal":1,"flavorParamsId":"5"}]}}"#;

    fn ids(list: &str) -> String {
        format!("array_map(fn($x) => $x->getId(), {list})")
    }

    #[test]
    fn entries_categories_and_users_are_found_by_id() {
        check(
            CATEGORY_EVENT,
            &[
                ("entryPeer::retrieveByPK('1_a')->getName()", r#""A""#),
                ("entryPeer::retrieveByPK('1_a') instanceof LiveStreamEntry", "true"),
                ("entryPeer::retrieveByPK('1_a') === OBJ->getEntry()", "true"),
                ("entryPeer::retrieveByPK('1_b')", "null"),
                ("entryPeer::retrieveByPKNoFilter('1_b')->getName()", r#""B""#),
                ("entryPeer::retrieveByPK('1_c')->getName()", r#""C""#),
                ("entryPeer::retrieveByPK('1_x')", "null"),
                ("entryPeer::retrieveByPK('1_n')", "null"),
                ("entryPeer::retrieveByPK(null)", "null"),
                ("entryPeer::retrieveByPK([])", "null"),
                ("categoryPeer::retrieveByPK('7')->getName()", r#""Seven""#),
                ("categoryPeer::retrieveByPK(8)", "null"),
                ("categoryPeer::retrieveByPKNoFilter(8)->getName()", r#""Eight""#),
                ("kuserPeer::retrieveByPK(70)->getPuserId()", r#""ann""#),
                ("kuserPeer::retrieveByPK(71)", "null"),
                ("kuserPeer::retrieveByPKNoFilter(71)->getPuserId()", r#""bob""#),
                ("kuserPeer::getKuserByPartnerAndUid(1, 'bob')->getKuserId()", r#""71""#),
                ("kuserPeer::getActiveKuserByPartnerAndUid(1, 'bob')", "null"),
                ("kuserPeer::getActiveKuserByPartnerAndUid(1, 'cy')->getKuserId()", "72"),
                ("kuserPeer::getKuserByPartnerAndUid(1, 'dan')", "null"),
            ],
        );
    }

    #[test]
    fn assets_are_found_by_id_and_entry() {
        check(
            CATEGORY_EVENT,
            &[
                ("assetPeer::retrieveById('1_f2')->getFlavorParamsId()", "5"),
                ("assetPeer::retrieveById('1_d')", "null"),
                ("assetPeer::retrieveByIdNoFilter('1_d')->getStatus()", "3"),
                (&ids("assetPeer::retrieveByEntryId('1_a')"), r#"["1_f1", "1_f2", "1_c1"]"#),
                (&ids("assetPeer::retrieveByEntryId('1_a', null, [1, '3'])"), r#"["1_f2"]"#),
                (&ids("assetPeer::retrieveByEntryId('1_a', null, null)"), r#"["1_f1", "1_f2", "1_c1"]"#),
                (&ids("assetPeer::retrieveByEntryIdAndStatus('1_a', 2)"), r#"["1_f1", "1_c1"]"#),
                (&ids("assetPeer::retrieveReadyByEntryId('1_a')"), r#"["1_f1", "1_c1"]"#),
                (&ids("assetPeer::retrieveFlavorsByEntryId('1_a')"), r#"["1_f1", "1_f2"]"#),
                (&ids("assetPeer::retrieveFlavorsByEntryId('1_z')"), r#"["1_z"]"#),
                (&ids("assetPeer::retrieveReadyFlavorsByEntryId('1_a')"), r#"["1_f1"]"#),
                (&ids("assetPeer::retrieveReadyFlavorsByEntryId('1_a', [5, 6])"), "[]"),
                (&ids("assetPeer::retrieveReadyFlavorsByEntryId('1_a', ['0'])"), r#"["1_f1"]"#),
                ("assetPeer::retrieveOriginalByEntryId('1_a')->getId()", r#""1_f1""#),
                ("assetPeer::retrieveOriginalReadyByEntryId('1_z')->getId()", r#""1_z""#),
                ("assetPeer::retrieveOriginalByEntryId('1_b')", "null"),
                ("assetPeer::retrieveByEntryIdAndParams('1_a', '5')->getId()", r#""1_f2""#),
                ("assetPeer::retrieveByEntryIdAndParams('1_a', 6)", "null"),
                ("OBJ->getEntry()->getReadyFlavorAssetIds()", r#"["1_f1"]"#),
                ("assetPeer::retrieveById('1_f1') instanceof flavorAsset", "true"),
                ("assetPeer::retrieveById('1_f1') === assetPeer::retrieveReadyByEntryId('1_a')[0]", "true"),
            ],
        );
        let types = ask(&event(CATEGORY_EVENT), "assetPeer::retrieveByEntryId('1_a', OBJ->getStatus())");
        assert!(matches!(types, Err(Fault::Unsupported { .. })), "{types:?}");
    }

    #[test]
    fn the_events_own_object_comes_first_and_replaces_its_copy() {
        let asset = r#"{"objectType":"KalturaCaptionAsset","object":{"id":"1_c","entryId":"1_a","status":2},"related":{"assets":[
            {"id":"1_f","entryId":"1_a","status":2},{"id":"1_c","entryId":"1_a","status":1}]}}"#;
        check(
            asset,
            &[
                (&ids("assetPeer::retrieveReadyByEntryId('1_a')"), r#"["1_c", "1_f"]"#),
                ("assetPeer::retrieveReadyByEntryId('1_a')[0] === OBJ", "true"),
                ("assetPeer::retrieveById('1_c') === OBJ", "true"),
            ],
        );
        let entry = r#"{"objectType":"KalturaMediaEntry","object":{"id":"1_a","name":"new"},"related":{"entries":{"1_a":{"name":"old"}}}}"#;
        check(entry, &[("entryPeer::retrieveByPK('1_a') === OBJ", "true")]);
        let user = r#"{"objectType":"KalturaUser","object":{"id":"ann","kuserId":7},"related":{"users":{"ann":{"kuserId":7}}}}"#;
        check(user, &[("kuserPeer::retrieveByPK(7) === OBJ", "true"), ("kuserPeer::getKuserByPartnerAndUid(1, 'ann') === OBJ", "true")]);
        let category = r#"{"objectType":"KalturaCategory","object":{"id":7,"status":2}}"#;
        check(category, &[("categoryPeer::retrieveByPK('7') === OBJ", "true")]);
    }

    #[test]
    fn assignments_and_memberships_are_found() {
        let categories = |list: &str| format!("array_map(fn($x) => $x->getCategoryId(), categoryEntryPeer::{list})");
        check(
            CATEGORY_EVENT,
            &[
                (&categories("retrieveActiveByEntryId('1_a')"), "[7, 6]"),
                (&categories("retrieveActiveAndPendingByEntryId('1_a')"), "[7, 6, 8]"),
                (&categories("retrieveActiveByEntryIdAndCategoryIds('1_a', ['6', 8])"), "[6]"),
                ("categoryEntryPeer::retrieveOneActiveByEntryId('1_z')->getCategoryId()", "5"),
                ("categoryEntryPeer::retrieveOneActiveByEntryId('1_y')", "null"),
                ("categoryEntryPeer::retrieveByCategoryIdAndEntryId(8, '1_a')->getStatus()", "1"),
                ("categoryEntryPeer::retrieveByCategoryIdAndEntryId('7', '1_a') === OBJ", "true"),
                ("categoryEntryPeer::retrieveByCategoryIdAndEntryId(9, '1_a')", "null"),
                ("categoryKuserPeer::retrieveByCategoryIdAndKuserId(7, 70)->getPermissionLevel()", "2"),
                ("categoryKuserPeer::retrieveByCategoryIdAndKuserId(7, 71)", "null"),
                ("categoryKuserPeer::retrieveByCategoryIdAndKuserId(8, '99')->getCategoryId()", "8"),
                ("categoryKuserPeer::retrieveByCategoryIdAndKuserId(8, 70)", "null"),
                ("OBJ->getEntry()->getAllCategoriesIds()", "[7, 6]"),
            ],
        );
    }

    #[test]
    fn names_of_levels_and_plugin_values() {
        check(
            CATEGORY_EVENT,
            &[
                ("category::getPermissionLevelName(0)", r#""MANAGER""#),
                ("category::getPermissionLevelName('3')", r#""MEMBER""#),
                ("category::getPermissionLevelName(4)", "null"),
                ("RoomPlugin::getEntryTypeCoreValue(RoomEntryType::ROOM)", r#""room.room""#),
                ("RoomPlugin::getApiValue(RoomEntryType::ROOM)", r#""room.room""#),
            ],
        );
        assert!(ask(&event(CATEGORY_EVENT), "RoomPlugin::getEntryTypeCoreValue('no such')").is_err());
    }

    #[test]
    fn a_partial_event_needs_the_object_that_is_looked_for() {
        check_partial(
            r#""eventType":2,"objectType":"KalturaCategoryEntry","object":{"entryId":"1_a","categoryId":7},"related":{"entries":{"1_b":{"status":2},"1_n":null}}"#,
            &[
                ("entryPeer::retrieveByPK('1_a')", Err("related.entry")),
                ("entryPeer::retrieveByPK('1_c')", Err("related.entries.1_c")),
                ("entryPeer::retrieveByPK('1_n')", Ok("null")),
                ("entryPeer::retrieveByPK('1_b')->getName()", Err("related.entries.1_b.name")),
                ("entryPeer::retrieveByPKNoFilter('1_b')", Ok("entry 1_b")),
                ("categoryPeer::retrieveByPK(7)", Err("related.categories.7")),
                ("kuserPeer::retrieveByPK(70)", Err("related.users")),
                ("kuserPeer::getKuserByPartnerAndUid(1, 'ann')", Err("related.users.ann")),
                ("assetPeer::retrieveById('1_f')", Err("related.assets")),
                ("assetPeer::retrieveReadyByEntryId('1_a')", Err("related.assets")),
                ("categoryEntryPeer::retrieveActiveByEntryId('1_a')", Err("related.categoryEntries")),
                ("categoryKuserPeer::retrieveByCategoryIdAndKuserId(7, 70)", Err("related.categoryUsers")),
                ("MetadataPeer::retrieveByObject(1, 1, '1_a')", Err("related.metadata")),
                ("entryPeer::retrieveByPK(null)", Ok("null")),
            ],
        );
        check_partial(
            r#""eventType":2,"objectType":"KalturaCategoryEntry","object":{"entryId":"1_a","categoryId":7},"related":{"entry":null,"assets":[{"id":"1_f"}]}"#,
            &[
                ("entryPeer::retrieveByPK('1_a')", Ok("null")),
                ("assetPeer::retrieveById('1_f')", Err("related.assets.0.status")),
                ("assetPeer::retrieveByIdNoFilter('1_f')->getVersion()", Err("related.assets.0.version")),
                ("assetPeer::retrieveReadyByEntryId('1_a')", Err("related.assets.0.entryId")),
            ],
        );
        check_partial(
            r#""objectType":"KalturaMediaEntry","object":{"name":"A"}"#,
            &[("entryPeer::retrieveByPK('1_a')", Err("object.id")), ("OBJ->getAllCategoriesIds()", Err("object.id"))],
        );
    }
}

//! A media entry as the API prints it: 67 properties, a third of them null (L10).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::draw::Draw;
use super::event::{Entry, Happening};
use super::words;

/// An entry with the properties that no rule asks for.
pub(super) struct MediaEntry<'a> {
    partner: u32,
    facts: &'a Entry,
    pub(super) id: String,
    pub(super) user: String,
    title: String,
    description: String,
    created: u32,
    pub(super) updated: u32,
    pub(super) plays: u32,
    views: u32,
    pub(super) last_played: Option<u32>,
    version: u32,
}

impl<'a> MediaEntry<'a> {
    /// The entry as it was when `now`, in Unix seconds, is the time of the event.
    pub(super) fn new(draw: &mut Draw, partner: u32, facts: &'a Entry, happening: Happening, now: u32) -> Self {
        let title = words::text(draw, 30);
        let length = draw.between(20, 261);
        Self {
            partner,
            facts,
            id: format!("1_{}", base36(facts.id)),
            user: format!("user-{}", facts.user),
            title,
            description: words::text(draw, length as usize),
            created: now - draw.between(600, 9_000_000),
            updated: now,
            plays: draw.between(1, 5_000),
            views: draw.between(5_000, 20_000),
            last_played: (happening == Happening::Played).then_some(now),
            version: draw.between(100_001, 100_090),
        }
    }

    /// Its tags as the API prints them: one text.
    pub(super) fn tags(&self) -> String {
        let [a, b, c, d] = self.facts.tags;
        let fifth = if self.facts.no_reach { ", no-reach" } else { "" };
        format!("tag-{a}, tag-{b}, tag-{c}, tag-{d}{fifth}")
    }

    fn url(&self, what: &str) -> String {
        let Self { partner, id, version, .. } = self;
        format!("https://cdn.example.com/p/{partner}/sp/{partner}00/{what}/entry_id/{id}/version/{version}")
    }
}

/// Eight digits of base 36.
fn base36(number: u64) -> String {
    let digit = |place: u32| char::from_digit((number / 36_u64.pow(place) % 36) as u32, 36);
    (0..8).rev().filter_map(digit).collect()
}

impl Serialize for MediaEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NULL: () = ();
        let facts = self.facts;
        let mut entry = serializer.serialize_map(None)?;
        entry.serialize_entry("id", &self.id)?;
        entry.serialize_entry("name", &format_args!("Series {}: {}", facts.series, self.title))?;
        entry.serialize_entry("description", &self.description)?;
        entry.serialize_entry("partnerId", &self.partner)?;
        entry.serialize_entry("userId", &self.user)?;
        entry.serialize_entry("creatorId", &self.user)?;
        entry.serialize_entry("tags", &self.tags())?;
        entry.serialize_entry("adminTags", &NULL)?;
        entry.serialize_entry("categories", "Courses>2026>Spring,Library")?;
        entry.serialize_entry("categoriesIds", &format_args!("{},{}", facts.categories[0], facts.categories[1]))?;
        entry.serialize_entry("status", if facts.ready { &2 } else { &1 })?;
        entry.serialize_entry("moderationStatus", &6)?;
        entry.serialize_entry("moderationCount", &0)?;
        entry.serialize_entry("type", &1)?;
        entry.serialize_entry("createdAt", &self.created)?;
        entry.serialize_entry("updatedAt", &self.updated)?;
        entry.serialize_entry("rank", &0)?;
        entry.serialize_entry("totalRank", &0)?;
        entry.serialize_entry("votes", &0)?;
        entry.serialize_entry("groupId", &NULL)?;
        entry.serialize_entry("partnerData", &NULL)?;
        entry.serialize_entry("downloadUrl", &self.url("raw"))?;
        entry.serialize_entry("searchText", &format_args!("_PAR_ONLY_ _{}_ {}", self.partner, self.title))?;
        entry.serialize_entry("licenseType", &NULL)?;
        entry.serialize_entry("version", &self.version)?;
        entry.serialize_entry("thumbnailUrl", &self.url("thumbnail"))?;
        entry.serialize_entry("accessControlId", &facts.access_control)?;
        entry.serialize_entry("startDate", &NULL)?;
        entry.serialize_entry("endDate", &NULL)?;
        entry.serialize_entry("referenceId", &NULL)?;
        entry.serialize_entry("replacingEntryId", &NULL)?;
        entry.serialize_entry("replacedEntryId", &NULL)?;
        entry.serialize_entry("replacementStatus", &0)?;
        entry.serialize_entry("partnerSortValue", &0)?;
        entry.serialize_entry("conversionProfileId", &(self.partner * 10))?;
        entry.serialize_entry("redirectEntryId", &NULL)?;
        entry.serialize_entry("rootEntryId", &self.id)?;
        entry.serialize_entry("parentEntryId", &NULL)?;
        entry.serialize_entry("operationAttributes", &[NULL; 0])?;
        entry.serialize_entry("entitledUsersEdit", &NULL)?;
        entry.serialize_entry("entitledUsersPublish", &NULL)?;
        entry.serialize_entry("entitledUsersView", &NULL)?;
        entry.serialize_entry("capabilities", "")?;
        entry.serialize_entry("templateEntryId", &NULL)?;
        entry.serialize_entry("displayInSearch", &1)?;
        entry.serialize_entry("blockAutoTranscript", &false)?;
        entry.serialize_entry("plays", &self.plays)?;
        entry.serialize_entry("views", &self.views)?;
        entry.serialize_entry("lastPlayedAt", &self.last_played)?;
        entry.serialize_entry("width", &1920)?;
        entry.serialize_entry("height", &1080)?;
        entry.serialize_entry("duration", &(facts.length / 1_000))?;
        entry.serialize_entry("msDuration", &facts.length)?;
        entry.serialize_entry("durationType", duration_type(facts.length))?;
        entry.serialize_entry("mediaType", &facts.media_type)?;
        entry.serialize_entry("conversionQuality", &NULL)?;
        entry.serialize_entry("sourceType", "1")?;
        entry.serialize_entry("searchProviderType", &NULL)?;
        entry.serialize_entry("searchProviderId", &NULL)?;
        entry.serialize_entry("creditUserName", &NULL)?;
        entry.serialize_entry("creditUrl", &NULL)?;
        entry.serialize_entry("mediaDate", &NULL)?;
        entry.serialize_entry("dataUrl", &self.url("playManifest"))?;
        entry.serialize_entry("flavorParamsIds", "0,487041,487051,487061")?;
        entry.serialize_entry("isTrimDisabled", &0)?;
        entry.serialize_entry("streams", &[NULL; 0])?;
        entry.serialize_entry("objectType", "KalturaMediaEntry")?;
        entry.end()
    }
}

/// The platform's name for a length in milliseconds.
fn duration_type(length: u32) -> &'static str {
    match length {
        0..240_000 => "short",
        240_000..1_200_000 => "medium",
        _ => "long",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_eight_digits() {
        assert_eq!(base36(0), "00000000");
        assert_eq!(base36(35), "0000000z");
        assert_eq!(base36(36_u64.pow(8) - 1), "zzzzzzzz");
    }
}

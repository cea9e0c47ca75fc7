//! A small account of the tests' own: two rules, a template, two items; and events for it.

use serde_json::{Value, json};

use crate::harness::Place;

/// Its profile. Rule 1 asks the template and stops, rule 2 is always on.
pub const PROFILES: &str = r#"{
  "objectType": "KalturaReachProfile", "id": 77, "partnerId": 4210, "name": "Main", "status": 2,
  "credit": { "objectType": "KalturaVendorCredit", "credit": 100, "fromDate": 1767225600 },
  "usedCredit": 10,
  "rules": [
    {
      "objectType": "KalturaRule", "description": "Lectures",
      "conditions": [
        { "objectType": "KalturaBooleanEventNotificationCondition", "booleanEventNotificationIds": "5120" }
      ],
      "actions": [
        { "objectType": "KalturaAddEntryVendorTaskAction", "catalogItemIds": "501", "entryObjectType": 1 }
      ],
      "stopProcessing": true
    },
    {
      "objectType": "KalturaRule", "description": "Everything else",
      "conditions": [],
      "actions": [
        { "objectType": "KalturaAddEntryVendorTaskAction", "catalogItemIds": "502", "entryObjectType": 1 }
      ]
    }
  ]
}
"#;

/// Its template.
pub const TEMPLATES: &str = r#"[
  {
    "objectType": "KalturaBooleanNotificationTemplate", "id": 5120, "partnerId": 4210,
    "name": "Lecture became ready", "type": "booleanNotification.Boolean", "status": 2,
    "eventType": "3", "eventObjectType": "1",
    "eventConditions": [
      {
        "objectType": "KalturaEventFieldCondition",
        "field": {
          "objectType": "KalturaEvalBooleanField",
          "code": "in_array(entryPeer::STATUS, $scope->getEvent()->getModifiedColumns()) && in_array('lecture', $scope->getObject()->getTagsArr())"
        }
      }
    ]
  }
]
"#;

/// Its catalog.
pub const ITEMS: &str = r#"{
  "objectType": "KalturaVendorCatalogItemListResponse", "totalCount": 2,
  "objects": [
    {
      "objectType": "KalturaVendorCaptionsCatalogItem", "id": 501, "name": "English captions", "status": 2,
      "vendorPartnerId": 900, "serviceType": 1, "serviceFeature": 1, "turnAroundTime": 86400, "sourceLanguage": "English",
      "pricing": {
        "objectType": "KalturaVendorCatalogItemPricing",
        "pricePerUnit": 2, "priceFunction": "kReachUtils::calcPricePerMinute"
      }
    },
    {
      "objectType": "KalturaVendorCaptionsCatalogItem", "id": 502, "name": "Machine captions", "status": 2,
      "vendorPartnerId": 900, "serviceType": 2, "serviceFeature": 1, "turnAroundTime": 7200, "sourceLanguage": "English",
      "pricing": {
        "objectType": "KalturaVendorCatalogItemPricing",
        "pricePerUnit": 0.5, "priceFunction": "kReachUtils::calcPricePerMinute"
      }
    }
  ]
}
"#;

/// What it may order.
pub const ASSIGNMENTS: &str = r#"[
  { "id": 1, "partnerId": 4210, "catalogItemId": 501, "status": 2 },
  { "id": 2, "partnerId": 4210, "catalogItemId": 502, "status": 2 }
]
"#;

/// The files of the account, by name.
pub const FILES: [(&str, &str); 4] =
    [("profiles.json", PROFILES), ("templates.json", TEMPLATES), ("items.json", ITEMS), ("partnerCatalogItems.json", ASSIGNMENTS)];

/// A place with the account in the folder `account`.
pub fn place() -> Place {
    let place = Place::new();
    for (name, text) in FILES {
        place.write(&format!("account/{name}"), text);
    }
    place
}

/// A place with the account and a file of events.
pub fn place_with(events: impl AsRef<[u8]>) -> Place {
    let place = place();
    place.write("events.jsonl", events);
    place
}

/// An event: a video of that many minutes becomes ready.
pub fn ready(event: &str, entry: &str, tags: &str, minutes: u64) -> Value {
    json!({
        "eventId": event, "eventTime": "2026-03-02T08:00:00Z", "eventType": "OBJECT_CHANGED",
        "objectType": "KalturaMediaEntry", "partnerId": 4210,
        "object": {
            "objectType": "KalturaMediaEntry", "id": entry, "name": entry, "status": 2, "type": 1, "mediaType": 1,
            "msDuration": minutes * 60_000, "tags": tags, "adminTags": ""
        },
        "modifiedColumns": ["entry.STATUS"], "oldValues": {"entry.STATUS": 1}
    })
}

/// An event that no rule listens to.
pub fn viewed(event: &str, entry: &str) -> Value {
    let mut viewed = ready(event, entry, "", 1);
    viewed["modifiedColumns"] = json!(["entry.PLAYS"]);
    viewed["oldValues"] = json!({"entry.PLAYS": 1});
    viewed
}

/// One event a line.
pub fn lines<'e>(events: impl IntoIterator<Item = &'e Value>) -> String {
    events.into_iter().map(|event| format!("{event}\n")).collect()
}

/// Three events: a lecture of 10 minutes, another video of 4 minutes, and one that no rule listens to.
pub fn three_events() -> String {
    lines(&[ready("e-1", "1_lecture1", "lecture, maths", 10), ready("e-2", "1_other001", "", 4), viewed("e-3", "1_other001")])
}

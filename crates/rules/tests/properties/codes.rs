//! Codes of every shape that the index reads, and of those that it must see through.

use proptest::prelude::*;
use proptest::sample::select;

/// What a template without a value of its own for it reads under `getDynamicValueByKey('word')`.
pub const WORD: &str = "alpha";

/// Plain questions.
const ATOMS: &[&str] = &[
    // A getter against a literal, of each type, both ways round.
    "OBJ->getStatus() == 2",
    "OBJ->getStatus() == '2'",
    "'2.0' == OBJ->getStatus()",
    "OBJ->getStatus() === 2",
    "OBJ->getStatus() === '2'",
    "OBJ->getStatus() != 2",
    "OBJ->getStatus() == entryStatus::READY",
    "OBJ->getStatus() == null",
    "OBJ->getStatus() == false",
    "OBJ->getName() == 'alpha'",
    "'alpha' === OBJ->getName()",
    "OBJ->getName() == 7",
    "OBJ->getName() == 7.5",
    "OBJ->getName() == '1e1'",
    "OBJ->getName() == ''",
    "OBJ->getName() == 0",
    "OBJ->getName() == 'INF'",
    "OBJ->getName() == 1e999",
    "OBJ->getName() == 9007199254740993",
    "OBJ->getEntryId() != '1_a'",
    "OBJ->getLanguage() == 'English'",
    "OBJ->getCategoryId() == 11",
    "$scope->getEvent()->getObject()->getStatus() == 2",
    // Bounds, alone and as bands.
    "OBJ->getStatus() > 1",
    "1 < OBJ->getStatus()",
    "OBJ->getStatus() <= 2",
    "7 >= OBJ->getStatus()",
    "OBJ->getName() > 5 && OBJ->getName() < 10",
    "OBJ->getName() < 1e999",
    "OBJ->getName() > 'b'",
    // Lists.
    "in_array('alpha', OBJ->getTagsArr())",
    "in_array(7, OBJ->getTagsArr())",
    "in_array('7', OBJ->getTagsArr(), true)",
    "in_array('alpha', OBJ->getAdminTagsArr())",
    "in_array(OBJ->getName(), OBJ->getTagsArr())",
    "in_array(OBJ->getStatus(), [1, 2])",
    "in_array('beta', explode(',', OBJ->getTags()))",
    // Columns.
    "in_array(entryPeer::STATUS, EVENT->getModifiedColumns())",
    "in_array('flavor_asset.STATUS', EVENT->getModifiedColumns())",
    "in_array('entry.NAME', EVENT->getModifiedColumns(), true)",
    "OBJ->isColumnModified(entryPeer::STATUS)",
    "OBJ->isColumnModified('entry.NAME')",
    "EVENT->getObject()->isColumnModified('flavor_asset.STATUS')",
    "in_array('0', EVENT->getModifiedColumns())",
    // Prefixes.
    "strpos(OBJ->getName(), 'al') === 0",
    "0 === strpos(OBJ->getName(), 'al')",
    "strpos(OBJ->getName(), 'al') == 0",
    "str_starts_with(OBJ->getName(), '7')",
    "strpos(OBJ->getName(), '') === 0",
    // Parameters and what is folded.
    "OBJ->getName() == $scope->getDynamicValueByKey('word')",
    "in_array($scope->getDynamicValueByKey('word'), OBJ->getTagsArr())",
    "OBJ->getName() == $scope->getDynamicValueByKey('absent')",
    "OBJ->getName() == strtolower('ALPHA')",
    // What the index cannot read.
    "true",
    "false",
    "OBJ->getName()",
    "strlen(OBJ->getName()) > 4",
    "is_null(OBJ->getName())",
    // What throws: always, or on some values.
    "1 % 0 == 1",
    "intdiv(1, OBJ->getStatus() - 2) > 0",
    "OBJ->getName() % 2 == 1",
    "count(OBJ->getName()) == 1",
    "in_array('alpha', OBJ->getTagsArr(), 1 % 0)",
    "in_array(entryPeer::STATUS, EVENT->getModifiedColumns(), 1 % 0)",
];

/// A code of one to three questions.
pub fn code() -> impl Strategy<Value = String> {
    let atom = || select(ATOMS).prop_map(str::to_owned);
    let pair = |joint: &'static str| (atom(), atom()).prop_map(move |(left, right)| format!("({left}) {joint} ({right})"));
    prop_oneof![
        5 => atom(),
        3 => pair("&&"),
        2 => pair("||"),
        1 => atom().prop_map(|code| format!("!({code})")),
        1 => (atom(), pair("||")).prop_map(|(first, rest)| format!("({first}) && ({rest})")),
        1 => (pair("&&"), atom()).prop_map(|(first, rest)| format!("({first}) || ({rest})")),
    ]
    .prop_map(|code| code.replace("OBJ", "$scope->getObject()").replace("EVENT", "$scope->getEvent()"))
}

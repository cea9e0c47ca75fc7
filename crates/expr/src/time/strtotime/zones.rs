//! The zones that PHP reads in a date text: only whether there is one of a name, since T2 names no zone but UTC.

use jiff::tz::TimeZoneDatabase;

/// The abbreviations that PHP knows, besides single letters.
const ABBREVIATIONS: &str = " acdt acst adt aedt aest ahst akdt akst amt apt ast awdt awst awt bdst bdt bmt bst cast \
    cat cddt cdt cemt cest cet cmt cpt cst cwt chst dmt eat edt eest eet emt ept est ewt ffmt fmt gdt gmt gst hdt \
    hkst hkt hkwt hmt hpt hst hwt iddt idt imt ist jdt jmt jst kdt kmt kst lst mddt mdst mdt mest met mmt mpt msd \
    msk mst mwt nddt ndt npt nst nwt nzdt nzmt nzst pddt pdt pkst pkt plmt pmt ppmt ppt pst pwt qmt rmt sast sdmt \
    sjmt smt sst tbmt tmt uct utc wast wat wemt west wet wib wit wita wmt yddt ydt ypt yst ywt ";

/// Whether PHP has a zone of that name.
pub(super) fn exists(name: &str) -> bool {
    match name.as_bytes() {
        [letter] => letter.is_ascii_alphabetic() && !letter.eq_ignore_ascii_case(&b'j'),
        _ => ABBREVIATIONS.contains(&format!(" {} ", name.to_ascii_lowercase())) || TimeZoneDatabase::bundled().get(name).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_abbreviations_and_places_are_zones() {
        for name in ["x", "CEST", "pst", "Europe/Lisbon", "Cuba"] {
            assert!(exists(name), "{name}");
        }
        for name in ["j", "garbag", "mt", "Europe/Nowhere", ""] {
            assert!(!exists(name), "{name}");
        }
    }
}

//! The two readings of the platform's behaviour, as data: one field a divergence (`divergences.md`).

/// Which rules apply: what the public guide promises, or what the server does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reading {
    /// `rules.md`: the guide, made consistent. The default.
    #[default]
    Documented,
    /// `server-rules.md`: the platform's server, statement by statement.
    Server,
}

impl Reading {
    /// The name in settings, vectors and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Reading::Documented => "documented",
            Reading::Server => "server",
        }
    }
}

/// Turns one divergence on.
type Flip = fn(&mut Semantics);

/// How the engine behaves. How rules are picked is a strategy of its own for each [`Reading`]; what differs
/// after that is one field a divergence, so that each can be asked for alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Semantics {
    /// Which strategy picks the rules (D1 to D15, D18, D19, D21, D22, D24, D36).
    pub reading: Reading,
    /// D16: items are ordered as the assignments are held, not as the action lists them.
    pub items_in_assignment_order: bool,
    /// D20: within one event an item is ordered as often as rules ask for it.
    pub repeats_within_event: bool,
    /// D26: an order whose flavors are not all ready is refused, it does not wait.
    pub refuses_missing_flavors: bool,
    /// D27: an order whose length is not known is judged as one of length 0, it does not wait.
    pub unknown_length_is_zero: bool,
    /// D28: release asks nothing: no flavors, no limits, no credit.
    pub releases_unasked: bool,
    /// D29: a task that is released is not charged.
    pub releases_uncharged: bool,
    /// D30: a waiting task of a never-duplicate item is replaced by a new order.
    pub replaces_waiting: bool,
    /// D31: older tasks are cancelled before the guards that may refuse the new order.
    pub cancels_before_guards: bool,
    /// D32: an aborted task keeps its charge unless it is a scheduled one.
    pub abort_keeps_charge: bool,
    /// D32, D33: a refund gives the price back, charged or not; else exactly what was charged (`rules.md R18`).
    pub refunds_price: bool,
    /// D33: re-pricing by the server's book-keeping.
    pub reprices_as_server: bool,
    /// D34: used credit is recounted once a day from finished tasks.
    pub recounts_daily: bool,
    /// D36: a flavor id that a profile lists twice counts twice, so it is never met.
    pub counts_repeated_flavors: bool,
}

impl Semantics {
    /// What the guide promises.
    pub const DOCUMENTED: Semantics = Semantics {
        reading: Reading::Documented,
        items_in_assignment_order: false,
        repeats_within_event: false,
        refuses_missing_flavors: false,
        unknown_length_is_zero: false,
        releases_unasked: false,
        releases_uncharged: false,
        replaces_waiting: false,
        cancels_before_guards: false,
        abort_keeps_charge: false,
        refunds_price: false,
        reprices_as_server: false,
        recounts_daily: false,
        counts_repeated_flavors: false,
    };

    /// What the server does.
    pub const SERVER: Semantics = Semantics {
        reading: Reading::Server,
        items_in_assignment_order: true,
        repeats_within_event: true,
        refuses_missing_flavors: true,
        unknown_length_is_zero: true,
        releases_unasked: true,
        releases_uncharged: true,
        replaces_waiting: true,
        cancels_before_guards: true,
        abort_keeps_charge: true,
        refunds_price: true,
        reprices_as_server: true,
        recounts_daily: true,
        counts_repeated_flavors: true,
    };

    /// The documented semantics but for one divergence, each with its id: what a difference can be explained by alone.
    pub fn documented_but_for_one() -> impl Iterator<Item = (&'static str, Semantics)> {
        let flips: [(&'static str, Flip); 12] = [
            ("D16", |semantics| semantics.items_in_assignment_order = true),
            ("D20", |semantics| semantics.repeats_within_event = true),
            ("D26", |semantics| semantics.refuses_missing_flavors = true),
            ("D27", |semantics| semantics.unknown_length_is_zero = true),
            ("D28", |semantics| semantics.releases_unasked = true),
            ("D29", |semantics| semantics.releases_uncharged = true),
            ("D30", |semantics| semantics.replaces_waiting = true),
            ("D31", |semantics| semantics.cancels_before_guards = true),
            ("D32", |semantics| (semantics.abort_keeps_charge, semantics.refunds_price) = (true, true)),
            ("D33", |semantics| (semantics.reprices_as_server, semantics.refunds_price) = (true, true)),
            ("D34", |semantics| semantics.recounts_daily = true),
            ("D36", |semantics| semantics.counts_repeated_flavors = true),
        ];
        flips.into_iter().map(|(id, flip)| {
            let mut semantics = Self::DOCUMENTED;
            flip(&mut semantics);
            (id, semantics)
        })
    }

    /// The semantics of a reading.
    pub fn of(reading: Reading) -> &'static Semantics {
        match reading {
            Reading::Documented => &Self::DOCUMENTED,
            Reading::Server => &Self::SERVER,
        }
    }
}

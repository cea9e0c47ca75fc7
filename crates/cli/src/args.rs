//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// What every help ends with.
const EXIT_CODES: &str = "Exit codes: 0 done; 1 the input has errors (or warnings with --deny-warnings, or events were set aside \
                          with --strict); 2 wrong usage; 3 the environment failed; 130 interrupted.";

/// Decides which enrichment tasks an account's REACH rules order.
#[derive(Debug, Parser)]
#[command(
    name = "reach",
    bin_name = "reach",
    version,
    max_term_width = 100,
    after_help = EXIT_CODES
)]
pub struct Cli {
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Settings file [default: reach.toml in the rules folder, else in the working directory, where there is one]
    #[arg(long, global = true, env = "REACH_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a folder of profiles, templates and catalog items
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Show what the rules would order for a file of events, writing nothing
    #[command(after_help = EXIT_CODES)]
    DryRun(DryRunArgs),
    /// Order for a file of events, into a ledger
    #[command(after_help = EXIT_CODES)]
    Run(RunArgs),
    /// Print the completion script of a shell
    #[command(after_help = EXIT_CODES)]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// Rules and how to read them.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// Folder of rules: all *.json files directly in it
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Which reading of the platform decides
    #[arg(long, value_enum, value_name = "READING", env = "REACH_SEMANTICS")]
    pub semantics: Option<SemanticsArg>,

    /// Treat warnings as errors
    #[arg(long)]
    pub deny_warnings: bool,
}

/// The reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SemanticsArg {
    /// What the public guide promises, made consistent
    Documented,
    /// What the platform's server does
    Server,
}

/// Events and how to read them.
#[derive(Debug, Args)]
pub struct EventsArgs {
    /// File of events, one JSON object a line, plain, gzip or zstd; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub events: PathBuf,

    /// Take absent properties as unknown, not as null
    #[arg(long)]
    pub partial: bool,

    /// Exit with 1 when an event was set aside
    #[arg(long)]
    pub strict: bool,

    /// Go on although rules were refused: they order nothing
    #[arg(long)]
    pub skip_unusable: bool,

    /// The longest line that is read
    #[arg(long, value_name = "BYTES", env = "REACH_MAX_LINE")]
    pub max_line: Option<usize>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
}

/// `reach check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The rules
    #[command(flatten)]
    pub rules: RulesArgs,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `reach dry-run`
#[derive(Debug, Args)]
pub struct DryRunArgs {
    /// The rules
    #[command(flatten)]
    pub rules: RulesArgs,

    /// The events
    #[command(flatten)]
    pub events: EventsArgs,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Say of every rule why it ordered or did not
    #[arg(long)]
    pub explain: bool,

    /// Only this rule: profile id / number of the rule, counted from 1
    #[arg(long, value_name = "P/N")]
    pub rule: Option<String>,

    /// List what the platform's server would do differently, with the divergence's id
    #[arg(long, conflicts_with = "semantics")]
    pub diff_server: bool,

    /// The clock: an RFC 3339 time, or `event` for each event's own time [default: now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// `reach run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The rules
    #[command(flatten)]
    pub rules: RulesArgs,

    /// The events
    #[command(flatten)]
    pub events: EventsArgs,

    /// SQLite file of tasks, credit and events seen; made when it is not there
    #[arg(long, value_name = "FILE", env = "REACH_LEDGER")]
    pub ledger: PathBuf,

    /// Also write each task made or changed to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub tasks_out: Option<PathBuf>,

    /// Where lines that are set aside go, each with its error [default: EVENTS.set-aside.jsonl]
    #[arg(long, value_name = "FILE")]
    pub set_aside: Option<PathBuf>,

    /// Events a transaction
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub batch: u32,

    /// How to print the summary
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

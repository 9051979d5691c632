//! The command line's grammar.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Everything that can be said on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "specsmith",
    version,
    about = "Turns an OpenAPI document into a Rust SDK",
    after_help = "Without a command, `generate` with the configuration in spec/specsmith.toml.\n\
        Exit codes: 0 done, 1 `check` found differences or `diff` something that breaks, 2 bad input or usage.",
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) style: Style,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the SDK; files that are already as they should be are not touched
    Generate {
        #[command(flatten)]
        options: Generate,

        /// Stay, and generate again whenever something that was read is saved
        #[arg(long)]
        watch: bool,
    },
    /// Show what `generate` would change, and exit with 1 if it is anything
    Check(Generate),
    /// Say what a change of the document does to callers, and exit with 1 if something breaks
    Diff(Diff),
    /// Start a new SDK: write a configuration with its choices explained, and the crate that it makes
    Init(Init),
    /// Answer requests as a document says, and say what is wrong with them, until it is interrupted
    #[cfg(feature = "mock")]
    Mock(Mock),
    /// Explain a diagnostic's code, or where an operation or a type came from and why it looks as it does
    Explain(Explain),
}

/// What `generate` and `check` take.
#[derive(Clone, Debug, Default, Args)]
// The variant of `Command` has a group of that name.
#[group(skip)]
pub(super) struct Generate {
    /// Document to read, instead of the configuration's
    #[arg(value_name = "DOCUMENT")]
    pub(super) document: Option<PathBuf>,

    /// Folder of the generated crate, instead of the configuration's
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,

    /// Configuration [default: spec/specsmith.toml; none where a DOCUMENT is given]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Write what was found and done to FILE as JSON; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,

    /// Folder that references to other files may lead into [default: the one that the document is in]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,

    /// Generate what can be in spite of errors in single places: these become raw JSON, or are left out
    #[arg(long)]
    pub(super) degrade: bool,

    /// Write a test for each operation into the crate, too
    #[arg(long)]
    pub(super) tests: bool,

    /// Replace files that no earlier run made, too
    #[arg(long)]
    pub(super) overwrite: bool,
}

/// What `explain` takes.
#[derive(Clone, Debug, Args)]
pub(super) struct Explain {
    /// A code such as S0301, an operation such as zones.list or "GET /zones", or a type such as `zones::Status`
    #[arg(value_name = "CODE|OPERATION|TYPE")]
    pub(super) what: String,

    /// Document that has it, instead of the configuration's
    #[arg(long, value_name = "DOCUMENT")]
    pub(super) document: Option<PathBuf>,

    /// Configuration [default: spec/specsmith.toml; none where a document is given]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Folder that references to other files may lead into [default: the one that the document is in]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,

    /// Explain what can be in spite of errors in single places
    #[arg(long)]
    pub(super) degrade: bool,
}

/// What `diff` takes.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Diff {
    /// A document, the folder of a generated crate, or a git revision of the configured document
    /// [default: the crate that was generated last]
    #[arg(value_name = "OLD")]
    pub(super) old: Option<String>,

    /// The same, for what comes after [default: the configured document]
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,

    /// How the report is written
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT")]
    pub(super) format: DiffFormat,

    /// Configuration by which documents are named [default: spec/specsmith.toml where it is about them]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Folder that references to other files may lead into [default: the one that the document is in]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,

    /// Compare what can be in spite of errors in single places
    #[arg(long)]
    pub(super) degrade: bool,
}

/// Who reads the report of `diff`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// People at a terminal
    #[default]
    Text,
    /// Programs
    Json,
    /// People who look at a pull request
    Markdown,
}

/// What `init` takes.
#[derive(Clone, Debug, Args)]
pub(super) struct Init {
    /// Document to read
    #[arg(value_name = "DOCUMENT")]
    pub(super) document: PathBuf,

    /// Folder of the new crate; the configuration goes into its folder `spec`
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,

    /// Folder that references to other files may lead into [default: the one that the document is in]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,

    /// Generate what can be in spite of errors in single places
    #[arg(long)]
    pub(super) degrade: bool,
}

/// What `mock` takes.
#[cfg(feature = "mock")]
#[derive(Clone, Debug, Args)]
pub(super) struct Mock {
    /// Document to read, instead of the configuration's
    #[arg(value_name = "DOCUMENT")]
    pub(super) document: Option<PathBuf>,

    /// Configuration [default: spec/specsmith.toml; none where a DOCUMENT is given]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Folder that references to other files may lead into [default: the one that the document is in]
    #[arg(long, value_name = "FOLDER")]
    pub(super) root: Option<PathBuf>,

    /// Serve what can be in spite of errors in single places
    #[arg(long)]
    pub(super) degrade: bool,

    /// Port to answer at; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 4010)]
    pub(super) port: u16,

    /// Address to answer at: one that others reach is for networks where that is meant
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: std::net::IpAddr,

    /// Milliseconds to hold every answer back
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub(super) latency: u64,

    /// Let every Nth request fail; 0 is none
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) fail_every: u64,

    /// Status of such failures
    #[arg(long, value_name = "STATUS", default_value_t = 503, value_parser = clap::value_parser!(u16).range(400..600))]
    pub(super) fail_status: u16,

    /// Answer requests that are wrong as if they were right, and only list what is wrong
    #[arg(long)]
    pub(super) lenient: bool,

    /// How many items lists have that come in pages
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(super) items: usize,

    /// How many items a page has, where the request does not say
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) page_size: usize,

    /// Write every request, and what is wrong with it, to FILE as a line of JSON
    #[arg(long, value_name = "FILE")]
    pub(super) log: Option<PathBuf>,
}

/// How messages look.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Style {
    /// When to use colors; `auto` means on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,

    /// Form of the diagnostics on standard error; `json` is one object per line
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(super) message_format: Format,
}

/// When to use colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Who reads the diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    #[default]
    Human,
    Json,
}

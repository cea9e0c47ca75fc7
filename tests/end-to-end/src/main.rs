//! The command, as a binary of this package: tests can only find binaries of their own package.

fn main() -> std::process::ExitCode {
    reach_cli::main()
}

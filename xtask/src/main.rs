//! The project's own chores.
//!
//! `cargo xtask test` runs everything that must hold before a change lands: formatting, lints, documentation, tests, and
//! the outside validators, which it installs. `cargo xtask accept` takes what is written now as the golden files.
//! `cargo xtask fuzz` builds the fuzz targets and runs each for a while; a moment of each is among the tests.
#![allow(clippy::print_stderr, reason = "a program for the terminal")]

mod fuzz;
mod validators;

use std::process::{Command, ExitCode};

/// The steps of `cargo xtask test`.
const STEPS: [(&str, &[&str]); 4] = [
    ("formatting", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ("documentation", &["doc", "--workspace", "--no-deps", "--quiet"]),
    ("tests", &["test", "--workspace"]),
];

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    match task.as_deref() {
        Some("test") => test(),
        Some("accept") => accept(),
        Some("fuzz") => match fuzz::Plan::of(std::env::args().skip(2)) {
            Ok(plan) => told(plan.run()),
            Err(error) => {
                eprintln!("xtask: {error}");
                ExitCode::from(2)
            }
        },
        _ => {
            eprintln!("usage: cargo xtask test | accept | {}", fuzz::USAGE);
            ExitCode::from(2)
        }
    }
}

fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    cargo
}

fn test() -> ExitCode {
    let validators = match validators::install() {
        Ok(validators) => validators,
        Err(error) => {
            eprintln!("xtask: {error}");
            return ExitCode::FAILURE;
        }
    };
    for (name, arguments) in STEPS {
        eprintln!("xtask: {name}");
        if !run(cargo().args(arguments).envs(validators.clone()), name) {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Says what went wrong, if anything did.
fn told(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn accept() -> ExitCode {
    for filter in ["goldens", "schema", "truth"] {
        let mut tests = cargo();
        tests.args(["test", "--package", "offprint-tests", filter]).env("OFFPRINT_ACCEPT", "1");
        if !run(&mut tests, filter) {
            return ExitCode::FAILURE;
        }
    }
    eprintln!("xtask: accepted; look at the difference with `git diff fixtures docs/schema`");
    ExitCode::SUCCESS
}

fn run(command: &mut Command, name: &str) -> bool {
    match command.status() {
        Ok(status) if status.success() => true,
        Ok(status) => {
            eprintln!("xtask: {name} failed ({status})");
            false
        }
        Err(error) => {
            eprintln!("xtask: cannot run cargo: {error}");
            false
        }
    }
}

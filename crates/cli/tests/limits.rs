//! `--limit` as a user gives it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn fixture(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    path.to_string_lossy().into_owned()
}

/// Standard error of the program, which ends with that status.
fn told(args: &[&str], code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    let assert = command.env_remove("SOURCE_DATE_EPOCH").args(args).assert().code(code);
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

#[test]
fn limits_are_checked_in_every_command() {
    let page = fixture("beehive--wordpress-classic.html");
    for command in [
        &["convert", &page, "-o", "x.txt"][..],
        &["extract", &page],
        &["explain", &page],
        &["book", &page, "-o", "x.epub"],
    ] {
        let with = |limit: &str| told(&[command, &["--limit", limit]].concat(), 2);
        let unknown = with("max_size=1");
        assert!(
            unknown.contains("--limit max_size=1: there is no limit max_size; there are max_bytes, "),
            "{unknown}"
        );
        assert!(with("max_bytes").contains("it is bytes: 64MiB"));
        assert!(with("max_time=30").contains("it is a time: 1500ms, 30s"));
        assert!(with("max_depth=9000").contains("max_depth can be 1024 at most"));
    }
}

#[test]
fn an_error_of_a_limit_names_the_flag_that_raises_it() {
    let page = fixture("beehive--wordpress-classic.html");
    let with = |limit: &str, code| told(&["extract", &page, "--limit", limit], code);
    for (limit, option) in [
        ("max_bytes=1kB", "max_bytes"),
        ("max_nodes=10", "max_nodes"),
        ("max_memory=1MiB", "max_memory"),
        ("max_time=0ms", "max_time"),
    ] {
        let error = with(limit, 1);
        let hint = format!("raise `{option}` if you trust it, with --limit {option}=…");
        assert!(error.contains(&hint), "{error}");
    }
    assert_eq!(with("max_time=1h", 0), "");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.json");
    let out = out.to_string_lossy();
    let error = told(&["convert", &page, "-o", &out, "--limit", "max_time=0ms"], 1);
    assert!(error.contains("--limit max_time=…"), "{error}");
}

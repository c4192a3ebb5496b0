//! `--keep`, `--drop`, `--keep-all`, `--sites` and `--site-config` as a user gives them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn offprint(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH").args(args);
    command
}

fn fixture(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    path.to_string_lossy().into_owned()
}

/// Standard output and standard error.
fn said(args: &[&str], code: i32) -> (String, String) {
    let assert = offprint(args).assert().code(code);
    let output = assert.get_output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn rules_are_checked_in_every_command() {
    let page = fixture("site-rules/ferry.html");
    for command in [&["convert", &page, "-o", "x.txt"][..], &["extract", &page], &["explain", &page]] {
        let with = |flags: &[&str]| said(&[command, flags].concat(), 2).1;
        for flag in ["--keep", "--drop"] {
            let unknown = with(&[flag, "nothing"]);
            assert!(unknown.contains(&format!("{flag} nothing names no rule; there are ")), "{unknown}");
            assert!(unknown.contains("donation-appeal") && unknown.contains("scored-furniture"), "{unknown}");
        }
        assert!(with(&["--keep", "nothing"]).contains("outside-article"));
        let always = with(&["--drop", "outside-article"]);
        assert!(
            always.contains("--drop outside-article says nothing") && always.contains("byline"),
            "{always}"
        );
        let both = with(&["--keep", "byline", "--drop", "byline"]);
        assert!(both.contains("--keep byline and --drop byline say opposite things"), "{both}");
    }
}

#[test]
fn drop_takes_what_the_scorer_gave_back_and_keep_all_gives_everything_back() {
    let page = fixture("telethon--appeal-quoted.html");
    let text = |flags: &[&str]| {
        let (line, _) = said(&[&["extract", page.as_str()][..], flags].concat(), 0);
        serde_json::from_str::<serde_json::Value>(&line).unwrap()["text"].as_str().unwrap().to_owned()
    };
    assert!(text(&[]).contains("two zoos and a lifeboat"));
    assert!(!text(&["--drop", "donation-appeal"]).contains("two zoos and a lifeboat"));
    let wetlands = fixture("wetlands--appeal-mid-body.html");
    let removals = |flags: &[&str]| {
        let (json, _) = said(&[&["explain", "--json", wetlands.as_str()][..], flags].concat(), 0);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let rules = value["removals"].as_array().unwrap().iter();
        rules.map(|removal| removal["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(removals(&[]).contains(&"donation-appeal".to_owned()));
    assert!(!removals(&["--keep-all"]).contains(&"donation-appeal".to_owned()));
    assert!(!removals(&["--keep", "donation-appeal"]).contains(&"donation-appeal".to_owned()));
    assert!(removals(&["--keep-all", "--drop", "donation-appeal"]).contains(&"donation-appeal".to_owned()));
}

#[test]
fn a_site_file_is_followed_and_told_of() {
    let (page, sites) = (fixture("site-rules/ferry.html"), fixture("site-rules/sites.toml"));
    let (markdown, _) = said(&["convert", &page, "-o", "-", "--to", "md", "--sites", &sites], 0);
    assert!(
        markdown.contains("title: \"The last ferry to Ness\"") || markdown.contains("title: The last ferry")
    );
    assert!(markdown.contains("The piano is for sale.") && !markdown.contains("Wind at noon"), "{markdown}");
    let (told, _) = said(&["explain", &page, "--sites", &sites], 0);
    for part in [
        "  title: The last ferry to Ness (site-file at html/body/div/div[1]/span)",
        "[site-exclude, 1.00] removed",
    ] {
        assert!(told.contains(part), "{told}");
    }
    // Another address, another site: nothing of the file is for it.
    let (other, _) = said(&["explain", &page, "--sites", &sites, "--url", "https://elsewhere.example/"], 0);
    assert!(!other.contains("site-file") && !other.contains("site-exclude"), "{other}");
}

#[test]
fn mistakes_in_site_files_are_usage_errors_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sites.toml");
    let page = fixture("site-rules/ferry.html");
    std::fs::write(&file, "[\"a.example\"]\ntitle = \"h1[\"\n").unwrap();
    let file = file.to_string_lossy().into_owned();
    let (_, bad) = said(&["extract", &page, "--sites", &file], 2);
    assert!(bad.contains("sites.toml, line 2: “h1[” of title in [\"a.example\"] is no CSS selector: “[” is not closed; write “]”"), "{bad}");
    let (_, missing) = said(&["extract", &page, "--sites", "not-there.toml"], 2);
    assert!(missing.contains("--sites not-there.toml: cannot read it"), "{missing}");
    let (_, no_folder) = said(&["extract", &page, "--site-config", "not-there"], 2);
    assert!(no_folder.contains("--site-config not-there: cannot read it"), "{no_folder}");
    let (_, is_file) = said(&["extract", &page, "--site-config", &file], 2);
    assert!(is_file.contains("it is a file; give the folder that it stands in"), "{is_file}");
    let (_, is_folder) = said(&["extract", &page, "--sites", &folder.path().to_string_lossy()], 2);
    assert!(is_folder.contains("it is a folder; give a site file"), "{is_folder}");
    std::fs::remove_file(&file).unwrap();
    let (_, empty) = said(&["extract", &page, "--site-config", &folder.path().to_string_lossy()], 2);
    assert!(empty.contains("holds no site configs; their names are like example.org.txt"), "{empty}");
}

#[cfg(unix)]
#[test]
fn a_site_file_that_never_ends_is_refused() {
    let page = fixture("site-rules/ferry.html");
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("sites.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for name in [pipe.to_string_lossy().into_owned(), "/dev/zero".to_owned()] {
        let mut command = offprint(&["extract", &page, "--sites", &name]);
        let assert = command.timeout(std::time::Duration::from_secs(20)).assert().code(2);
        let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(
            told.contains("it is no file but a pipe or device, which may never end; give a site file"),
            "{told}"
        );
    }
}

#[test]
fn a_folder_of_site_configs_is_followed_behind_a_site_file() {
    let (page, configs) = (fixture("site-rules/ferry.html"), fixture("site-rules/configs"));
    let (line, log) = said(&["extract", &page, "--site-config", &configs, "-vv"], 0);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["title"], "The last ferry to Ness");
    assert!(!value["text"].as_str().unwrap().contains("Wind at noon"), "{line}");
    // What does nothing here is in the log, what cannot be read is a warning.
    assert!(log.contains("does nothing here") && log.contains("field=\"next_page_link\""), "{log}");
    assert!(log.contains("WARN") && log.contains("harbour-post.example.txt, line 8: “//table[”"), "{log}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sites.toml");
    std::fs::write(&file, "[\"harbour-post.example\"]\ntitle = \".under\"\n").unwrap();
    let file = file.to_string_lossy().into_owned();
    let (line, _) = said(&["extract", &page, "--site-config", &configs, "--sites", &file], 0);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["title"], "Forty years of crossings end with a cup of tea.");
    assert_eq!(value["authors"][0]["name"], "Mairi Lamont");
}

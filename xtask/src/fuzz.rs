//! Fuzzing: builds the one program that holds all targets and runs each for a while.
//!
//! `fuzz/` is a workspace of its own, in the layout of cargo-fuzz. With no sanitizer it needs no nightly compiler; the
//! instrumentation for coverage is in every compiler.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run;

/// The cargo-fuzz that is installed where there is none.
const VERSION: &str = "^0.13";

/// How it is run.
pub(crate) struct Plan {
    /// Seconds for each target.
    seconds: u32,
    /// Whether memory is watched (AddressSanitizer), which wants a nightly compiler.
    address: bool,
    /// Names of the targets; all where there are none.
    targets: Vec<String>,
}

/// How `cargo xtask fuzz` is written.
pub(crate) const USAGE: &str = "fuzz [--seconds N] [--sanitizer address|none] [TARGET…]";

impl Plan {
    /// Reads the command's words.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(crate) fn of(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut plan = Self { seconds: 10, address: false, targets: Vec::new() };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seconds" => {
                    let number = words.next().and_then(|number| number.parse().ok());
                    plan.seconds =
                        number.filter(|n| *n > 0).ok_or("--seconds wants a whole number above 0")?;
                }
                "--sanitizer" => match words.next().as_deref() {
                    Some("address") => plan.address = true,
                    Some("none") => plan.address = false,
                    _ => return Err("--sanitizer is address or none".into()),
                },
                _ if word.starts_with('-') => return Err(format!("{word} is no flag of it: {USAGE}")),
                _ => plan.targets.push(word),
            }
        }
        Ok(plan)
    }

    /// Builds and runs. Stops at the first target that fails, and says how to see it again.
    ///
    /// # Errors
    /// Why it could not be done, or what failed.
    pub(crate) fn run(&self) -> Result<(), String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
        let fuzz = root.join("fuzz");
        install()?;
        let mut build = Command::new("cargo");
        if self.address {
            build.arg("+nightly");
        }
        let sanitizer = if self.address { "address" } else { "none" };
        // What cargo said to this program is for this workspace.
        for inherited in ["CARGO", "RUSTFLAGS", "CARGO_TARGET_DIR"] {
            build.env_remove(inherited);
        }
        build.current_dir(&root).args(["fuzz", "build", "--sanitizer", sanitizer, "one"]);
        if !run(&mut build, "fuzz build") {
            return Err("the targets could not be built".into());
        }
        let program = program(&fuzz)?;
        let known = known(&fuzz)?;
        if let Some(name) = self.targets.iter().find(|name| !known.contains(name)) {
            return Err(format!("there is no target {name}; there are {}", known.join(", ")));
        }
        for target in known.iter().filter(|name| self.targets.is_empty() || self.targets.contains(name)) {
            self.run_one(&root, &program, target)?;
        }
        Ok(())
    }

    fn run_one(&self, root: &Path, program: &Path, target: &str) -> Result<(), String> {
        let fuzz = root.join("fuzz");
        let failed = |error: std::io::Error| format!("fuzz {target}: {error}");
        let corpus = fuzz.join("corpus").join(target);
        let artifacts = fuzz.join("artifacts").join(target);
        for folder in [&corpus, &artifacts] {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let longest = longest(target);
        let seeds = fuzz.join("target/seeds").join(target);
        gather(root, target, &seeds, longest).map_err(failed)?;
        let mut command = Command::new(program);
        command.env("FUZZ_TARGET", target).current_dir(&fuzz).arg(&corpus).arg(&seeds);
        let mut prefix = OsString::from("-artifact_prefix=");
        prefix.push(artifacts.join(""));
        command.arg(prefix).args([
            format!("-max_len={longest}"),
            format!("-max_total_time={}", self.seconds),
            "-rss_limit_mb=2048".into(),
            "-timeout=25".into(),
            "-print_final_stats=1".into(),
        ]);
        if let Some(words) = dictionary(target) {
            let mut dictionary = OsString::from("-dict=");
            dictionary.push(fuzz.join("dictionaries").join(words));
            command.arg(dictionary);
        }
        let output = command.output().map_err(failed)?;
        let told = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            let count = |name: &str| {
                let line = told.lines().find_map(|line| line.strip_prefix(name));
                line.unwrap_or("?").trim().to_owned()
            };
            let inputs = std::fs::read_dir(&corpus).map_or(0, Iterator::count);
            let runs = count("stat::number_of_executed_units:");
            let memory = count("stat::peak_rss_mb:");
            // The last line of progress says how many edges of the program were reached.
            let reached = told.lines().rev().find_map(|line| line.split_once(" cov: "));
            let edges = reached.and_then(|(_, rest)| rest.split_whitespace().next()).unwrap_or("?");
            eprintln!("xtask: fuzz {target}: {runs} runs, {edges} edges, {inputs} inputs kept, {memory} MB");
            return Ok(());
        }
        let tail: Vec<&str> = told.lines().collect();
        for line in tail.iter().skip(tail.len().saturating_sub(60)) {
            eprintln!("{line}");
        }
        let artifact = told.lines().find_map(|line| line.split_once("Test unit written to "));
        let artifact = artifact.map_or("ARTIFACT", |(_, path)| path.trim());
        Err(format!(
            "fuzz {target} failed; to see it again: FUZZ_TARGET={target} {} {artifact}",
            program.display()
        ))
    }
}

/// Installs cargo-fuzz where it is not.
fn install() -> Result<(), String> {
    let there = Command::new("cargo").args(["fuzz", "--version"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    eprintln!("xtask: installing cargo-fuzz");
    let mut install = Command::new("cargo");
    install.args(["install", "cargo-fuzz", "--version", VERSION, "--locked", "--quiet"]);
    if run(&mut install, "cargo install cargo-fuzz") {
        Ok(())
    } else {
        Err("cargo-fuzz could not be installed".into())
    }
}

/// The program that was built last: cargo-fuzz names the machine in its path.
fn program(fuzz: &Path) -> Result<PathBuf, String> {
    let folders = std::fs::read_dir(fuzz.join("target")).map_err(|error| format!("fuzz/target: {error}"))?;
    let mut built: Vec<(std::time::SystemTime, PathBuf)> = folders
        .filter_map(|folder| {
            let path =
                folder.ok()?.path().join("release").join(format!("one{}", std::env::consts::EXE_SUFFIX));
            Some((path.metadata().ok()?.modified().ok()?, path))
        })
        .collect();
    built.sort();
    built.pop().map(|(_, path)| path).ok_or_else(|| "fuzz/target holds no program".into())
}

/// The names of the targets, from the table in `fuzz/src/lib.rs`.
fn known(fuzz: &Path) -> Result<Vec<String>, String> {
    let table = std::fs::read_to_string(fuzz.join("src/lib.rs"))
        .map_err(|error| format!("fuzz/src/lib.rs: {error}"))?;
    let names = table.split("Target { name: \"").skip(1).filter_map(|rest| rest.split_once('"'));
    Ok(names.map(|(name, _)| name.to_owned()).collect())
}

/// Longest input of a target in bytes: longer ones find nothing more, and are slow.
fn longest(target: &str) -> u64 {
    match target {
        "decode" | "parse_html" | "scrape" => 4_096,
        "emit_text" | "emit_html" | "emit_pdf" | "emit_epub" => 4_096,
        "site_files" | "book_file" => 2_048,
        "fonts" => 32_768,
        _ => 65_536,
    }
}

/// The words that a target is told.
fn dictionary(target: &str) -> Option<&'static str> {
    Some(match target {
        "site_files" => "site_files.dict",
        "pictures" => "pictures.dict",
        "archive_warc" | "archive_wacz" | "archive_cdxj" => "warc.dict",
        "decode" | "parse_html" | "archive_mhtml" => "html.dict",
        _ if target.starts_with("emit_") && target != "emit_model" => "html.dict",
        _ => return None,
    })
}

/// What a target begins with: the seeds that are kept for it, and files of the project that are like its inputs.
fn gather(root: &Path, target: &str, seeds: &Path, longest: u64) -> std::io::Result<()> {
    let (folder, ending) = match target {
        "decode" | "parse_html" | "emit_text" | "emit_html" | "emit_epub" | "emit_pdf" => {
            ("fixtures", "html")
        }
        "scrape" => ("fixtures", "txt"),
        "pictures" => ("tests/drawings", "svg"),
        "emit_model" => ("tests/hostile_pages", "json"),
        _ => ("", ""),
    };
    std::fs::create_dir_all(seeds)?;
    let own = root.join("fuzz/seeds").join(if target.starts_with("emit_") && target != "emit_model" {
        "parse_html"
    } else {
        target
    });
    for from in [own, root.join(folder)].iter().filter(|from| **from != root.join("") && from.is_dir()) {
        let is_own = from.starts_with(root.join("fuzz"));
        for entry in std::fs::read_dir(from)? {
            let path = entry?.path();
            let wanted = is_own || path.extension().is_some_and(|found| found == ending);
            if let (true, Some(name)) = (wanted && path.is_file(), path.file_name()) {
                // The beginning of a longer one is as good.
                let mut data = std::fs::read(&path)?;
                data.truncate(usize::try_from(longest).unwrap_or(usize::MAX));
                std::fs::write(seeds.join(name), data)?;
            }
        }
    }
    Ok(())
}

//! A run over a crawl, and the same run killed again and again: both must come to the same, byte for byte save for times.
//!
//! `cargo run --release -p offprint-tests --bin soak -- PROGRAM CRAWL.warc.gz FOLDER [KILLS] [FORMATS]`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program for the terminal"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use offprint_tests::ledger_content::{folder_content, ledger_content};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, crawl, folder, rest @ ..] = arguments.as_slice() else {
        println!("usage: soak PROGRAM CRAWL.warc.gz FOLDER [KILLS] [FORMATS]");
        return ExitCode::from(2);
    };
    let kills: u32 = rest.first().and_then(|text| text.parse().ok()).unwrap_or(20);
    let formats = rest.get(1).map_or("txt,epub,jsonl", String::as_str);
    let folder = PathBuf::from(folder);
    let begin = |out: &str| -> Child {
        Command::new(program)
            .args(["batch", crawl, "--to", formats, "--jobs", "2", "--no-system-fonts", "--quiet", "--out"])
            .arg(folder.join(out))
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    let mut peak = end(begin("whole"), None);
    let whole = begun.elapsed();
    println!("undisturbed: {:.1} s, at most {:.0} MB of memory", whole.as_secs_f64(), peak as f64 / 1e3);
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let mut killed = 0;
    while killed < kills {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        // All kills together take about as long as the run.
        let part = (chance % 1_000) as f64 / 1_000.0 * 2.0 / f64::from(kills);
        let until = whole.mul_f64(part).max(Duration::from_millis(20));
        let before = peak;
        peak = peak.max(end(begin("parts"), Some(until)));
        if peak == u64::MAX {
            peak = before;
            println!("it was done after {killed} kills");
            break;
        }
        killed += 1;
    }
    let begun = Instant::now();
    peak = peak.max(end(begin("parts"), None));
    println!(
        "killed {killed} times; the last run took {:.1} s; at most {:.0} MB",
        begun.elapsed().as_secs_f64(),
        peak as f64 / 1e3
    );
    let same = compared(&folder);
    println!("{}", if same { "outputs and ledgers are the same" } else { "outputs or ledgers DIFFER" });
    ExitCode::from(u8::from(!same))
}

/// Waits for the end, or kills at a moment. Most memory that it had, in kB; the largest number where it ended before it was killed.
fn end(mut child: Child, kill_after: Option<Duration>) -> u64 {
    let begun = Instant::now();
    let mut peak = 0;
    loop {
        // https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        if child.try_wait().unwrap().is_some() {
            return if kill_after.is_some() { u64::MAX } else { peak };
        }
        if kill_after.is_some_and(|after| begun.elapsed() >= after) {
            child.kill().unwrap();
            child.wait().unwrap();
            return peak;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn compared(folder: &Path) -> bool {
    let of = |out: &str| {
        let out = folder.join(out);
        (folder_content(&out).unwrap(), ledger_content(&out.join("ledger.sqlite")).unwrap())
    };
    let ((files, rows), (files_of_parts, rows_of_parts)) = (of("whole"), of("parts"));
    println!(
        "{} files; {} rows in the ledger",
        files.lines().count(),
        rows.lines().filter(|line| line.starts_with("record ")).count()
    );
    for (a, b) in [(&files, &files_of_parts), (&rows, &rows_of_parts)] {
        if let Some((a, b)) = a.lines().zip(b.lines()).find(|(a, b)| a != b) {
            println!("- {a}\n+ {b}");
        }
    }
    files == files_of_parts && rows == rows_of_parts
}

//! The one program of all targets; `FUZZ_TARGET` names the one to run.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use offprint_fuzz::Target;

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    offprint_fuzz::TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| {
        let known: Vec<&str> = offprint_fuzz::TARGETS.iter().map(|target| target.name).collect();
        eprintln!("FUZZ_TARGET is “{name}”; it is one of {}", known.join(", "));
        std::process::exit(2)
    })
});

/// Crates that panic on broken fonts where numbers may not overflow, which the library catches and tells
/// (`crates/fonts/src/broken.rs`). What it does not catch still ends the program.
const GUARDED: [&str; 5] = ["/skera-", "/subsetter-", "/write-fonts-", "/read-fonts-", "/font-types-"];

/// A panic ends the program, as libFuzzer wants it, but for those that are caught.
fn let_guarded_panics_pass() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_guarded = |file: &str| GUARDED.iter().any(|name| file.contains(name));
        if !panic.location().is_some_and(|location| is_guarded(location.file())) {
            end(panic);
        }
    }));
}

fuzz_target!(init: let_guarded_panics_pass(), |data: &[u8]| (TARGET.run)(data));

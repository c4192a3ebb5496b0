//! Turns the lexicon (`lexicon/*.toml`) and the scorer's trees (`model/segments.trees`) into tables that the program holds as they are: reading the words of all
//! languages at the start of each process would take longer than reading a page.
//!
//! Each module makes the text of one Rust file in `OUT_DIR`, which the module of the parser that uses it includes. What
//! is wrong in a file stops the build: one that does not parse here, a name that is none by the compiler.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a build script fails by stopping the build, with the reason"
)]

mod class_names;
mod dates;
mod names;
mod scorer_trees;
mod topics;
mod tree;
mod words;

// What the script and the parser must do alike.
#[path = "../src/phrases/heads.rs"]
mod heads;
#[path = "../src/wide.rs"]
mod wide;

use std::path::Path;

use crate::words::Words;

/// The languages, English first. Adding one is adding a file and its name here.
const LANGUAGES: [&str; 21] = [
    "en", "fr", "de", "es", "pt", "it", "nl", "pl", "sv", "ru", "uk", "tr", "ar", "he", "fa", "ja", "zh",
    "ko", "hi", "el", "th",
];

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=model");
    println!("cargo::rerun-if-changed=src/phrases/heads.rs");
    println!("cargo::rerun-if-changed=src/wide.rs");
    let languages = LANGUAGES.map(|language| (language, Words::read(language)));
    write("topics.rs", &topics::table(&languages));
    write("class_names.rs", &class_names::table());
    write("names.rs", &names::table(&languages));
    write("places.rs", &names::places());
    write("dates.rs", &dates::table(&languages));
    let trees = std::fs::read_to_string("model/segments.trees").expect("model/segments.trees can be read");
    let trees = scorer_trees::Table::read(&trees).expect("model/segments.trees is whole");
    write("scorer_trees.rs", &trees.as_static());
}

fn write(name: &str, text: &str) {
    let folder = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&folder).join(name), text).expect("OUT_DIR can be written to");
}

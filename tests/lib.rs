//! End to end: the program and the library against fixtures, golden files and outside validators.

pub mod crawl;
pub mod ledger_content;

#[cfg(test)]
mod account;
#[cfg(test)]
mod formulas;
#[cfg(test)]
mod fuzz_smoke;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod hostile_input;
#[cfg(test)]
mod hostile_limits;
#[cfg(test)]
mod hostile_pages;
#[cfg(test)]
mod hostile_pdf;
#[cfg(test)]
mod pdf_pictures;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod runs;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod scripts;
#[cfg(test)]
mod site_rules;
#[cfg(test)]
mod think_tank;
#[cfg(test)]
mod truth;
#[cfg(test)]
mod user_fonts;
#[cfg(test)]
mod validators;

/// An outside program, or a folder of fonts, that a variable names; where it names none, says so: what wants it is not tested.
#[cfg(test)]
fn validator(variable: &str) -> Option<std::path::PathBuf> {
    let found = std::env::var_os(variable).map(std::path::PathBuf::from);
    if found.is_none() {
        eprintln!(
            "{variable} is not set: what wants it was NOT tested (`cargo xtask test` installs validators and fonts)"
        );
    }
    found
}

/// Whether golden files are to be written rather than compared: `cargo xtask accept` says so.
#[cfg(test)]
fn accepting() -> bool {
    std::env::var_os("OFFPRINT_ACCEPT").is_some()
}

/// Compares with a golden file, or writes it.
#[cfg(test)]
fn golden(path: &std::path::Path, found: &str) -> Result<(), String> {
    if accepting() {
        std::fs::write(path, found).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let wanted = std::fs::read_to_string(path).unwrap_or_default();
    if wanted == found {
        return Ok(());
    }
    let at = wanted.lines().zip(found.lines()).position(|(a, b)| a != b);
    let at = at.unwrap_or_else(|| wanted.lines().count().min(found.lines().count()));
    Err(format!(
        "{}, line {}:\n  wanted {:?}\n  found  {:?}\n  (`cargo xtask accept` takes what is found)",
        path.display(),
        at + 1,
        wanted.lines().nth(at),
        found.lines().nth(at)
    ))
}

/// The fixture pages, in order.
#[cfg(test)]
fn pages() -> Vec<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut pages: Vec<std::path::PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.contains("--") && (name.ends_with(".html") || name.ends_with(".txt"))
        })
        .collect();
    pages.sort();
    pages
}

#[cfg(test)]
fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

#[cfg(test)]
fn read(bytes: &[u8]) -> Result<offprint::Article, offprint::ParseError> {
    offprint::read(bytes, &offprint::Context::default(), &offprint::Options::default())
}

/// The words of a text, in order of the alphabet.
#[cfg(test)]
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.sort();
    words
}

/// What stands between the tags of a page's body.
#[cfg(test)]
fn shown(page: &str) -> String {
    let body = page.split_once("<body").unwrap().1.split_once('>').unwrap().1;
    let mut shown = String::new();
    let mut in_tag = false;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                shown.push(' ');
            }
            c if !in_tag => shown.push(c),
            _ => {}
        }
    }
    shown
}

//! EPUBCheck over some books.

use std::process::Command;

/// With `OFFPRINT_EPUBCHECK` set to the program: no errors, warnings or usage remarks in any book.
pub fn finds_nothing<'a>(books: impl IntoIterator<Item = (&'a str, Vec<u8>)>) {
    let Some(program) = std::env::var_os("OFFPRINT_EPUBCHECK") else {
        println!("EPUBCheck was not found; set OFFPRINT_EPUBCHECK to its path to check the books with it");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut failures = Vec::new();
    for (index, (name, book)) in books.into_iter().enumerate() {
        let path = folder.path().join(format!("{index}.epub"));
        std::fs::write(&path, book).unwrap();
        let output = Command::new(&program).arg("--usage").arg(&path).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let bad = said.lines().filter(|line| {
            // CSS-028 says that there are typefaces, which is so where they were asked for.
            !line.starts_with("USAGE(CSS-028)")
                && ["ERROR(", "WARNING(", "FATAL(", "USAGE("].iter().any(|kind| line.starts_with(kind))
        });
        let bad: Vec<&str> = bad.collect();
        let remarked = said.contains("USAGE(CSS-028)");
        if !bad.is_empty() || !(output.status.success() || remarked) {
            failures.push(format!(
                "{name}:\n{}",
                if bad.is_empty() { said.into_owned() } else { bad.join("\n") }
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

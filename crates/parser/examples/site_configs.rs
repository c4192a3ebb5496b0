//! How much of a folder of site configs can be read: `cargo run --example site_configs -- FOLDER`.
//!
//! Prints each problem, and how many selectors and statements were read.

use offprint_parser::SiteRules;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("give a folder of site configs")?;
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let (mut count, mut selectors, mut problems, mut ignored) = (0, 0, 0, 0);
    for file in
        files.iter().map(std::fs::DirEntry::path).filter(|path| path.extension().is_some_and(|e| e == "txt"))
    {
        let text = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let rules = SiteRules::from_config(&text, &name);
        count += 1;
        selectors += rules.include.iter().map(Vec::len).sum::<usize>()
            + [&rules.exclude, &rules.title, &rules.author, &rules.date].map(Vec::len).iter().sum::<usize>();
        problems += rules.problems.len();
        ignored += rules.ignored.len();
        for problem in rules.problems {
            println!("{problem}");
        }
    }
    println!(
        "{count} files: {selectors} selectors read, {problems} problems, {ignored} statements that do nothing"
    );
    Ok(())
}

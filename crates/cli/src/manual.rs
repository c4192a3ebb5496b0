//! The manual page: the program, then a section for each command, so that one page has all.

use std::io::{self, Write};

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::args::Args;

/// Writes the page in roff.
pub(crate) fn write(out: &mut dyn Write) -> io::Result<()> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let page = Man::new(program.clone()).manual("User Commands");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    for command in program.get_subcommands() {
        section(command, out)?;
    }
    examples("EXAMPLES", &program, out)?;
    page.render_version_section(out)
}

/// The sections of a command as one section with subsections.
fn section(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let mut heading = Roff::new();
    heading.control("SH", [format!("OFFPRINT {}", command.get_name().to_uppercase()).as_str()]);
    heading.to_writer(out)?;
    let page = Man::new(command.clone());
    let mut parts = Vec::new();
    page.render_synopsis_section(&mut parts)?;
    page.render_description_section(&mut parts)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        page.render_options_section(&mut parts)?;
    }
    let parts = String::from_utf8_lossy(&parts);
    for line in parts.lines() {
        // The synopsis and description stand right below the command's own heading.
        match line.strip_prefix(".SH ") {
            Some("SYNOPSIS" | "DESCRIPTION") => writeln!(out, ".PP")?,
            Some(title) => writeln!(out, ".SS {title}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    examples("", command, out)
}

/// What stands below the help, line by line as it is written there.
fn examples(title: &str, command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let Some(text) = command.get_after_help() else { return Ok(()) };
    let text = text.to_string();
    let mut roff = Roff::new();
    if !title.is_empty() {
        roff.control("SH", [title]);
    }
    let mut filled = true;
    for line in text.lines() {
        let indented = line.starts_with(' ');
        if line.is_empty() {
            continue;
        }
        if filled == indented {
            roff.control(if indented { "nf" } else { "fi" }, []);
            filled = !indented;
        }
        match line {
            "Examples:" | "Example:" if !title.is_empty() => {}
            "Examples:" | "Example:" => {
                roff.control("SS", ["Examples"]);
            }
            _ if indented => {
                roff.text([if line.trim_start().starts_with("offprint") { bold(line) } else { roman(line) }]);
            }
            _ => {
                roff.control("PP", []);
                roff.text([roman(line)]);
            }
        }
    }
    if !filled {
        roff.control("fi", []);
    }
    roff.to_writer(out)
}

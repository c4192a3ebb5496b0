//! What a user says of cleaning and of single sites: flags and files to the library's options.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use offprint::archive::Limits;
use offprint::{Options, Sites, WriteOptions};

use crate::Failure;
use crate::args::Writing;

/// Flags of every command that reads articles.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Cleaning and sites")]
pub(crate) struct Cleaning {
    /// Put back what this rule removes; `offprint explain` names the rules. What stands outside the article has rules
    /// too (outside-article, navigation, header, footer, side-column). May be given more than once.
    #[arg(long, value_name = "RULE")]
    pub keep: Vec<String>,
    /// Remove everything that this rule proposes, also what the rest of the page speaks for. May be given more than once.
    #[arg(long, value_name = "RULE")]
    pub drop: Vec<String>,
    /// Remove nothing that stands in the article's element, but by a rule given with --drop. What stands outside it is
    /// left out as ever.
    #[arg(long)]
    pub keep_all: bool,
    /// Site file: which elements of which site's pages are body, title, author… The page's site is that of --url, else
    /// of the address that the page tells as its own. May be given more than once.
    #[arg(long, value_name = "FILE")]
    pub sites: Vec<PathBuf>,
    /// Folder of site configs in the format of fivefilters (example.org.txt, .example.org.txt, global.txt). What a site
    /// file says goes before.
    #[arg(long, value_name = "FOLDER")]
    pub site_config: Option<PathBuf>,
    /// Raise or lower a limit: max_bytes=200MiB, max_time=30s; a name that there is not lists all. Errors that come of a limit
    /// name it. May be given more than once.
    #[arg(long = "limit", value_name = "NAME=VALUE")]
    pub limits: Vec<String>,
}

impl Cleaning {
    /// The site files that are named, and those in the folder of site configs.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let configs = self.site_config.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        self.sites.iter().cloned().chain(configs.filter_map(|entry| Some(entry.ok()?.path()))).collect()
    }

    /// The options, with the files read.
    ///
    /// # Errors
    /// Where a rule is unknown or given both ways, and where a file cannot be read.
    pub(crate) fn options(&self) -> Result<Options, Failure> {
        let rules = offprint::rules();
        let known = |names: &[String], flag: &str, test: &dyn Fn(&offprint::RuleName) -> bool| {
            let known: Vec<&str> = rules.iter().filter(|rule| test(rule)).map(|rule| rule.name).collect();
            match names.iter().find(|name| !known.contains(&name.as_str())) {
                Some(name) if rules.iter().any(|rule| rule.name == name) => Err(Failure::Usage(format!(
                    "{flag} {name} says nothing, as what that rule takes is always left out without --keep; there are {}",
                    known.join(", ")
                ))),
                Some(name) => Err(Failure::Usage(format!(
                    "{flag} {name} names no rule; there are {}",
                    known.join(", ")
                ))),
                None => Ok(()),
            }
        };
        known(&self.keep, "--keep", &|_| true)?;
        known(&self.drop, "--drop", &|rule| rule.scope.can_be_dropped())?;
        if let Some(both) = self.keep.iter().find(|name| self.drop.contains(name)) {
            return Err(Failure::Usage(format!(
                "--keep {both} and --drop {both} say opposite things; leave one out"
            )));
        }
        let mut options = Options {
            keep: self.keep.clone(),
            drop: self.drop.clone(),
            keep_all: self.keep_all,
            sites: Arc::new(self.read_sites()?),
            ..Options::default()
        };
        self.set_limits(&mut options, &mut WriteOptions::default())?;
        Ok(options)
    }

    /// Sets the limits of writing that are given.
    ///
    /// # Errors
    /// Where there is no such limit, or its value says nothing.
    pub(crate) fn limit_writing(&self, options: &mut WriteOptions) -> Result<(), Failure> {
        self.set_limits(&mut Options::default(), options)
    }

    /// The options of a run over archives, with the limits of these. What is given goes before `defaults`.
    ///
    /// # Errors
    /// As [`Cleaning::options`], and where an option of writing is wrong.
    pub(crate) fn batch_options(
        &self,
        writing: &Writing,
        defaults: [&str; 2],
    ) -> Result<(Options, WriteOptions, Limits), Failure> {
        let (mut limits, mut of_pages) = (Limits::default(), defaults.map(str::to_owned).to_vec());
        for given in &self.limits {
            let (name, value) = given.split_once('=').unwrap_or((given, ""));
            let is_known = |known: &[offprint::Limit]| known.iter().any(|limit| limit.name == name.trim());
            let of_archives = is_known(&offprint::archive_limits());
            if of_archives {
                offprint::set_archive_limit(name.trim(), value, &mut limits)
                    .map_err(|error| Failure::Usage(format!("--limit {given}: {error}")))?;
            }
            if !of_archives && !is_known(&offprint::limits()) {
                let all = offprint::limits().into_iter().chain(offprint::archive_limits());
                let names: std::collections::BTreeSet<&str> = all.map(|limit| limit.name).collect();
                let names: Vec<&str> = names.into_iter().collect();
                return Err(Failure::Usage(format!(
                    "--limit {given}: there is no limit of this name; there are {}",
                    names.join(", ")
                )));
            }
            if !of_archives || is_known(&offprint::limits()) {
                of_pages.push(given.clone());
            }
        }
        let pages = Self {
            limits: of_pages,
            keep: self.keep.clone(),
            drop: self.drop.clone(),
            sites: self.sites.clone(),
            site_config: self.site_config.clone(),
            ..*self
        };
        let mut write = writing.options()?;
        pages.limit_writing(&mut write)?;
        Ok((pages.options()?, write, limits))
    }

    fn set_limits(&self, options: &mut Options, write: &mut WriteOptions) -> Result<(), Failure> {
        for given in &self.limits {
            let (name, value) = given.split_once('=').unwrap_or((given, ""));
            offprint::set_limit(name.trim(), value, options, write)
                .map_err(|error| Failure::Usage(format!("--limit {given}: {error}")))?;
        }
        Ok(())
    }

    fn read_sites(&self) -> Result<Sites, Failure> {
        let mut sites = Sites::default();
        for file in &self.sites {
            let name = file.display().to_string();
            let wrong = |what: String| {
                Failure::Usage(format!("--sites {name}: {what}; give a site file in TOML and UTF-8"))
            };
            let bytes = read_file(file).map_err(wrong)?;
            let text = String::from_utf8(bytes).map_err(|error| wrong(format!("cannot read it: {error}")))?;
            sites.add_file(&text, &name).map_err(|error| Failure::Usage(error.to_string()))?;
        }
        if let Some(folder) = &self.site_config {
            read_configs(folder, &mut sites)?;
        }
        Ok(sites)
    }
}

/// Largest file of a user's that says something of sites, in bytes; the public site configs together have a tenth of it.
const LARGEST: u64 = 16 << 20;

/// The bytes of a file, or why there are none, as a clause. What may never end (a pipe, a device) is not waited for.
fn read_file(file: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("cannot read it: {error}");
    let known = std::fs::metadata(file).map_err(cannot)?;
    if known.is_dir() {
        return Err("it is a folder".into());
    }
    if !known.is_file() {
        return Err("it is no file but a pipe or device, which may never end".into());
    }
    if known.len() > LARGEST {
        return Err(format!("it has {} bytes, more than {LARGEST}", known.len()));
    }
    std::fs::read(file).map_err(cannot)
}

/// Reads every site config in a folder.
fn read_configs(folder: &Path, sites: &mut Sites) -> Result<(), Failure> {
    let wrong = |what: String| Failure::Usage(format!("--site-config {}: {what}", folder.display()));
    if folder.is_file() {
        let hint = "give the folder that it stands in, or a site file in TOML with --sites";
        return Err(wrong(format!("it is a file; {hint}")));
    }
    let mut files = std::fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(|error| wrong(format!("cannot read it: {error}; give a folder of site configs")))?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    if files.is_empty() {
        return Err(wrong("holds no site configs; their names are like example.org.txt".into()));
    }
    for file in files {
        let bytes = read_file(&file).map_err(|why| {
            wrong(format!("{}: {why}; mend it or take it out of the folder", file.display()))
        })?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if let Err(error) = sites.add_config(&String::from_utf8_lossy(&bytes), &name) {
            tracing::debug!(file = %file.display(), %error, "no site config, passed over");
        }
    }
    Ok(())
}

/// An error as a person reads it: where a limit can be raised, with the flag that does.
pub(crate) fn told(error: &dyn std::fmt::Display, option: Option<&str>) -> String {
    match option {
        Some(option) => format!("{error}, with --limit {option}=…"),
        None => error.to_string(),
    }
}

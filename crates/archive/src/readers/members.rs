//! The records of a container: its files one after another, and those of the archives among them.

use std::sync::Arc;

use crate::readers::archive::Reader;
use crate::readers::container::{Container, Files, Item};
use crate::readers::export::Omnivore;
use crate::readers::files_within::{FilesWithin, page_of};
use crate::readers::folder::gone;
use crate::readers::opened::{Opened, opened};
use crate::{ArchiveError, Content, Damage, FilesBeside, Limits, NotAPage, Place, Record, RecordType};

/// The walk over a container and the archives in it, with a stack of its own: the deepest is the last.
pub(crate) struct Members {
    stack: Vec<Frame>,
    /// The record that a search ended at.
    found: Option<Record>,
    /// What the export says of its articles whose folder the walk is in.
    omnivore: Option<Omnivore>,
    limits: Limits,
}

struct Frame {
    inside: Inside,
    /// What stands before the names in it: `sub/x.zip!/`.
    prefix: String,
}

enum Inside {
    Records(Box<dyn Reader>),
    Files(Box<dyn Container>, Arc<dyn Files>),
}

impl Frame {
    fn of_container(container: Box<dyn Container>, prefix: String) -> Self {
        let files = container.files();
        Self { inside: Inside::Files(container, files), prefix }
    }
}

impl Members {
    /// The records of a container.
    pub(crate) fn new(container: Box<dyn Container>, limits: &Limits) -> Self {
        let root = Frame::of_container(container, String::new());
        Self { stack: vec![root], found: None, omnivore: None, limits: limits.clone() }
    }

    /// The record of a file; none where it is an archive, which is the next to be read then.
    fn enter(&mut self, item: Item, prefix: &str, files: &Arc<dyn Files>) -> Option<Result<Record, Damage>> {
        let member = format!("{prefix}{}", item.name);
        let place = Place { member: member.clone(), offset: item.offset, length: item.length };
        let (name, file, remarks) = (item.name.clone(), item.file.clone(), item.remarks.clone());
        let known = item.known.clone().or_else(|| is_hidden(&name).then_some(NotAPage::Hidden));
        let known = known.or_else(|| {
            let page = page_of(&name, files.as_ref()).or_else(|| {
                let export = Omnivore::of(&mut self.omnivore, &name, files.as_ref(), &self.limits)?;
                export.article_of(&name)
            })?;
            Some(NotAPage::PartOf(format!("{prefix}{page}")))
        });
        if let Some(why) = known {
            let mut record = Record::new(place, RecordType::File, Content::NotAPage(why));
            record.remarks = remarks;
            return Some(Ok(record));
        }
        match opened(item, member.clone(), Some(files), &self.limits) {
            Ok(Opened::Record(mut record)) => {
                if matches!(record.content, Content::Page(_)) {
                    self.describe(&mut record, &name, files);
                }
                record.remarks.extend(remarks);
                Some(Ok(*record))
            }
            Ok(Opened::Records(_, reader)) => self.push(Inside::Records(reader), member),
            Ok(Opened::Files(_, container)) => {
                let files = container.files();
                self.push(Inside::Files(container, files), member)
            }
            Err(ArchiveError::Io { path, error }) if file.is_some() => {
                Some(Err(Damage { place, error: gone(path, error), ends: false, about: None }))
            }
            Err(error) => Some(Err(Damage::at(place, error))),
        }
    }

    /// Goes back to what the deepest archive stands in. The root stays, so that it can be searched again.
    fn leave(&mut self) {
        self.omnivore = None;
        self.stack.pop();
    }

    fn push(&mut self, inside: Inside, member: String) -> Option<Result<Record, Damage>> {
        if self.stack.len() > self.limits.max_nesting {
            let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            let error = ArchiveError::OverLimit {
                what: "archives in one another",
                found: number(self.stack.len()),
                limit: number(self.limits.max_nesting),
                option: "max_nesting",
            };
            return Some(Err(Damage::at(Place { member, ..Place::default() }, error)));
        }
        self.omnivore = None;
        self.stack.push(Frame { inside, prefix: format!("{member}!/") });
        None
    }

    /// Adds to a page where its pictures are, and what an export says of it.
    fn describe(&mut self, record: &mut Record, name: &str, files: &Arc<dyn Files>) {
        if let Some(export) = Omnivore::of(&mut self.omnivore, name, files.as_ref(), &self.limits) {
            export.describe(record, name);
        }
        let url = record.target_uri.as_deref();
        record.resources = Some(match &record.file {
            Some(file) => Arc::new(FilesBeside::of_page(file).saved_from(url)),
            None => Arc::new(FilesWithin::of_page(Arc::clone(files), name, url)),
        });
    }

    /// Goes into the file of this name in the deepest container, and what came of it.
    fn find(&mut self, name: &str, place: &Place) -> Result<Step, ArchiveError> {
        let Some(Frame { inside: Inside::Files(container, files), prefix }) = self.stack.last_mut() else {
            return Ok(Step::Missing);
        };
        // Of a file the place says where it begins; of an archive, where in it the record does.
        let offset = place.member.strip_prefix(prefix.as_str()).filter(|rest| *rest == name);
        let offset = offset.map(|_| place.offset);
        if !container.seek(name, offset)? && !container.seek(name, None)? {
            return Ok(Step::Missing);
        }
        let (files, prefix) = (Arc::clone(files), prefix.clone());
        let entered = match container.next() {
            Some(Ok(item)) => self.enter(item, &prefix, &files),
            Some(Err(damage)) => Some(Err(damage)),
            None => return Ok(Step::Missing),
        };
        match entered {
            Some(Ok(record))
                if record.place.member == place.member && record.place.offset == place.offset =>
            {
                self.found = Some(record);
                return Ok(Step::Found);
            }
            Some(Ok(_)) => return Ok(Step::Missing),
            // What is damaged comes again as it came.
            Some(Err(_)) => {
                let Some(Frame { inside: Inside::Files(container, _), .. }) = self.stack.last_mut() else {
                    return Ok(Step::Missing);
                };
                return Ok(if container.seek(name, offset)? { Step::Found } else { Step::Missing });
            }
            None => {}
        }
        match self.stack.last_mut() {
            Some(Frame { inside: Inside::Records(reader), .. }) => {
                Ok(if reader.seek(place)? { Step::Found } else { Step::Missing })
            }
            _ => Ok(Step::Deeper),
        }
    }
}

enum Step {
    Found,
    Missing,
    /// It is a container, which is gone on in.
    Deeper,
}

/// Whether a file, or a folder above it, has a name that hides it.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.len() > 1 && part.starts_with('.') && part != "..")
}

/// The names that a place may mean in a container: all of it, or what stands before where it goes into an archive.
fn names(rest: &str) -> impl Iterator<Item = &str> {
    let deeper = rest.rmatch_indices("!/").filter_map(|(at, _)| rest.get(..at));
    std::iter::once(rest).chain(deeper)
}

impl Reader for Members {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        loop {
            if let Some(found) = self.found.take() {
                return Some(Ok(found));
            }
            let Frame { inside, prefix } = self.stack.last_mut()?;
            let next = match inside {
                Inside::Records(reader) => reader.next(),
                Inside::Files(container, files) => match container.next() {
                    Some(Ok(item)) => {
                        let (prefix, files) = (prefix.clone(), Arc::clone(files));
                        match self.enter(item, &prefix, &files) {
                            Some(entered) => return Some(entered),
                            None => continue,
                        }
                    }
                    Some(Err(mut damage)) => {
                        damage.place.member.insert_str(0, prefix);
                        Some(Err(damage))
                    }
                    None => None,
                },
            };
            match next {
                None if self.stack.len() > 1 => self.leave(),
                Some(Err(mut damage)) if damage.ends && self.stack.len() > 1 => {
                    self.leave();
                    damage.ends = false;
                    return Some(Err(damage));
                }
                next => return next,
            }
        }
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        self.found = None;
        self.omnivore = None;
        self.stack.truncate(1);
        while let Some(frame) = self.stack.last() {
            let Some(rest) = place.member.strip_prefix(frame.prefix.as_str()) else { return Ok(false) };
            let mut step = Step::Missing;
            for name in names(rest) {
                step = self.find(name, place)?;
                if !matches!(step, Step::Missing) {
                    break;
                }
            }
            match step {
                Step::Found => return Ok(true),
                Step::Missing => return Ok(false),
                Step::Deeper => {}
            }
        }
        Ok(false)
    }
}

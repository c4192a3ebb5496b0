//! One record after another: heads, blocks, and what is damaged.

use super::head::Head;
use super::members::{Broken, Members, Packing};
use super::raw::Raw;
use super::resync::{Reread, resync};
use crate::{ArchiveError, Damage, Limits, Place};

/// What is told of a record when it is passed.
#[derive(Debug, Default)]
pub(super) struct End {
    /// Its bytes as stored; 0 where it shares its member.
    pub(super) length: u64,
    /// What is wrong with what closes it.
    pub(super) remark: Option<String>,
}

/// Walks over the records of a file.
pub(super) struct Scanner {
    members: Members,
    /// The file's name as it stands in places.
    pub(super) member: String,
    max_header_bytes: usize,
    /// Where the record at hand begins.
    pub(super) start: u64,
    /// Whether that is an offset of the file.
    direct: bool,
    /// Bytes of its block that are left.
    left: u64,
    /// Bytes of its block.
    block: u64,
    reread: Reread,
    /// Where a record is, behind which in the same member others stand that can't be come to.
    unread: Option<u64>,
    /// Whether only records at known places are read, and nothing is looked for behind damage.
    stays: bool,
}

impl Scanner {
    pub(super) fn new(raw: Raw, member: String, limits: &Limits) -> Self {
        Self {
            members: Members::new(raw, limits),
            member,
            max_header_bytes: limits.max_header_bytes,
            start: 0,
            direct: true,
            left: 0,
            block: 0,
            reread: Reread::default(),
            unread: None,
            stays: false,
        }
    }

    /// For reading at known places alone: nothing is looked for behind damage.
    pub(super) fn staying(mut self) -> Self {
        self.stays = true;
        self
    }

    /// Goes to an offset of the file. Whether it came there.
    pub(super) fn go_to(&mut self, offset: u64) -> bool {
        self.members.go_to(offset)
    }

    /// Whether records can be read at their places.
    pub(super) fn is_direct(&self) -> bool {
        self.direct
    }

    /// The next head; the one before must have been passed with [`Self::pass`].
    pub(super) fn next_head(&mut self) -> Option<Result<Head, Damage>> {
        if let Some(start) = self.unread.take() {
            let what = "what stands in it behind the record before was not read, for more than `max_inflated_bytes` would be \
                        inflated; raise that if you trust it"
                .to_owned();
            let place = Place { member: self.member.clone(), offset: start.saturating_add(1), length: 0 };
            let error = ArchiveError::Malformed { format: "member of several records", what };
            return Some(Err(Damage::at(place, error)));
        }
        loop {
            self.start = self.members.offset();
            self.direct = self.members.is_direct();
            if self.members.broken.is_some() {
                return Some(Err(self.broken()));
            }
            if self.members.packing == Packing::Between {
                match self.members.begin() {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(broken) => {
                        self.members.broken = Some(broken);
                        return Some(Err(self.broken()));
                    }
                }
            }
            self.pass_empty_lines();
            if self.members.packing == Packing::Plain {
                let bytes = self.members.fill(4);
                if bytes.is_empty() || super::is_packed(bytes) {
                    self.members.leave();
                    if self.members.raw().at_end() && self.members.broken.is_none() {
                        return None;
                    }
                    continue;
                }
            } else if self.members.is_over() {
                self.members.leave();
                continue;
            }
            self.start = self.members.offset();
            self.direct = self.members.is_direct()
                && (!self.members.has_record || self.members.packing == Packing::Plain);
            self.members.begin_record();
            return Some(self.head());
        }
    }

    fn head(&mut self) -> Result<Head, Damage> {
        let malformed = |what: &str| ArchiveError::Malformed { format: "WARC record", what: what.to_owned() };
        let mut wanted = 1024;
        let parsed = loop {
            let bytes = self.members.fill(wanted);
            let ends = bytes.len() < wanted;
            if !bytes.starts_with(b"WARC/") {
                if self.members.broken.is_some() {
                    return Err(self.broken());
                }
                break Err(malformed("here begins something that is no record"));
            }
            if let Some(length) =
                crate::readers::fields::head_length(bytes).filter(|&length| length <= self.max_header_bytes)
            {
                let head = Head::parse(bytes.get(..length).unwrap_or_default());
                break head.map(|head| (head, length));
            }
            let found = bytes.len();
            if found >= self.max_header_bytes {
                break Err(ArchiveError::OverLimit {
                    what: "bytes in the head of a record",
                    found: found as u64,
                    limit: self.max_header_bytes as u64,
                    option: "max_header_bytes",
                });
            }
            if ends {
                if self.members.broken.is_some() {
                    return Err(self.broken());
                }
                if self.members.packing == Packing::Plain {
                    self.members.consume(found);
                    break Err(ArchiveError::CutOff {
                        format: "the head of the record",
                        bytes: found as u64,
                    });
                }
                break Err(malformed("its head has no end"));
            }
            wanted *= 2;
        };
        match parsed {
            Ok((head, length)) => {
                self.members.consume(length);
                self.members.has_record = true;
                self.left = head.content_length;
                self.block = head.content_length;
                self.check_length().map_err(|damage| damage.of(&head))?;
                Ok(head)
            }
            Err(error) => Err(self.damage(error, false)),
        }
    }

    /// In a plain file a wrong length would swallow the records behind; so what stands at the block's end is looked at first.
    fn check_length(&mut self) -> Result<(), Damage> {
        if self.members.packing != Packing::Plain {
            return Ok(());
        }
        let Some(length) = self.members.raw().length() else { return Ok(()) };
        let there = length.saturating_sub(self.members.raw().offset());
        if self.left > there {
            let error = ArchiveError::CutOff { format: "the block of the record", bytes: there };
            return Err(self.damage(error, false));
        }
        let Some(behind) = self.members.peek_ahead(self.left, 64) else { return Ok(()) };
        let text = behind.trim_ascii_start();
        let right = text.is_empty()
            || behind.starts_with(b"\r\n\r\n")
            || behind.starts_with(b"\n\n")
            || text.starts_with(b"WARC/")
            || super::is_packed(text);
        if right {
            return Ok(());
        }
        let what = format!("its Content-Length of {} does not lead to the end of the record", self.left);
        Err(self.damage(ArchiveError::Malformed { format: "WARC record", what }, false))
    }

    /// At least `wanted` bytes of the block, fewer where it ends; they stay the next.
    pub(super) fn peek(&mut self, wanted: usize) -> &[u8] {
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let bytes = self.members.fill(wanted.min(left));
        bytes.get(..left).unwrap_or(bytes)
    }

    /// Takes bytes of the block into `target`, at most `limit`.
    pub(super) fn take(&mut self, target: &mut Vec<u8>, limit: usize) {
        let mut room = limit;
        while room > 0 {
            let bytes = self.peek(1);
            let bytes = bytes.get(..room).unwrap_or(bytes);
            if bytes.is_empty() {
                break;
            }
            target.extend_from_slice(bytes);
            let count = bytes.len();
            self.members.consume(count);
            self.left -= count as u64;
            room -= count;
        }
    }

    /// Bytes of the block that are left.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Passes over the rest of the record.
    ///
    /// # Errors
    /// Where it is not whole; what follows is then the next record that can be found.
    pub(super) fn pass(&mut self) -> Result<End, Damage> {
        self.left -= self.members.skip(self.left);
        if self.left > 0 {
            if self.members.broken.is_some() {
                return Err(self.broken());
            }
            let bytes = self.block - self.left;
            let error = ArchiveError::CutOff { format: "the block of the record", bytes };
            if self.members.packing == Packing::Plain {
                return Err(self.damage(error, false));
            }
            // The member is whole and has no more.
            self.members.leave();
            return Err(self.tell(error, false));
        }
        self.pass_empty_lines();
        if self.members.packing == Packing::Plain {
            return Ok(End { length: self.length(), remark: None });
        }
        if self.members.is_over() {
            let shared = self.members.shared;
            self.members.leave();
            return Ok(End { length: if shared { 0 } else { self.length() }, remark: None });
        }
        if let Some(broken) = &self.members.broken {
            let remark = match broken {
                Broken::Disk(_) => return Err(self.broken()),
                Broken::CutOff => "the file is cut off right behind the record".to_owned(),
                Broken::Damaged(what) => format!("the record is compressed wrongly: {what}"),
                Broken::TooLarge(_) => {
                    self.unread = Some(self.start);
                    "more than max_inflated_bytes stand in its member".to_owned()
                }
            };
            self.resync(true);
            let length = if self.members.is_direct() { self.length() } else { 0 };
            return Ok(End { length, remark: Some(remark) });
        }
        let is_record = self.members.fill(5).starts_with(b"WARC/");
        self.members.shared |= is_record;
        self.direct = false;
        let remark =
            "what stands behind it is no record; its Content-Length may be too small, and it may go on there";
        Ok(End { length: 0, remark: (!is_record).then(|| remark.to_owned()) })
    }

    fn pass_empty_lines(&mut self) {
        loop {
            let bytes = self.members.fill(1);
            let lines = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if lines == 0 {
                return;
            }
            self.members.consume(lines);
        }
    }

    /// Bytes from the beginning of the record to here.
    fn length(&mut self) -> u64 {
        if self.direct { self.members.offset().saturating_sub(self.start) } else { 0 }
    }

    /// The damage of a member that broke.
    fn broken(&mut self) -> Damage {
        let bytes = self.members.raw().offset().saturating_sub(self.members.begin_stored());
        let (format, ends) = (self.format(), matches!(self.members.broken, Some(Broken::Disk(_))));
        let error = match self.members.broken.take() {
            Some(Broken::Disk(error)) => ArchiveError::Io { path: self.member.clone().into(), error },
            Some(Broken::Damaged(what)) => ArchiveError::Malformed { format, what },
            Some(Broken::TooLarge(found)) => {
                self.unread = self.members.shared.then_some(self.start);
                ArchiveError::OverLimit {
                    what: "bytes when inflated",
                    found,
                    limit: self.members.max_inflated(),
                    option: "max_inflated_bytes",
                }
            }
            Some(Broken::CutOff) | None => ArchiveError::CutOff { format, bytes },
        };
        if ends {
            return self.tell(error, true);
        }
        // Kept, for what follows is looked for otherwise than in a member that is whole.
        self.members.broken = Some(Broken::CutOff);
        let over = matches!(error, ArchiveError::OverLimit { .. });
        self.damage(error, over)
    }

    fn format(&self) -> &'static str {
        match self.members.packing {
            Packing::Gzip => "gzip member",
            Packing::Zstd => "zstd frame",
            Packing::Plain | Packing::Between => "WARC record",
        }
    }

    /// Damage of the record at hand, behind which the next is looked for.
    fn damage(&mut self, error: ArchiveError, complete: bool) -> Damage {
        self.resync(complete);
        self.tell(error, false)
    }

    fn resync(&mut self, complete: bool) {
        if self.stays {
            self.members.broken = None;
            self.members.leave();
        } else {
            resync(&mut self.members, complete, &mut self.reread);
        }
    }

    fn tell(&mut self, error: ArchiveError, ends: bool) -> Damage {
        let between = self.members.packing == Packing::Between || self.members.packing == Packing::Plain;
        let length = if self.direct && between && self.members.is_direct() { self.length() } else { 0 };
        Damage {
            place: Place { member: self.member.clone(), offset: self.start, length },
            error,
            ends,
            about: None,
        }
    }
}

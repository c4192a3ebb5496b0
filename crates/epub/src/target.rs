//! Where a book is written.

use std::io::{self, Seek, SeekFrom, Write};

/// A target that fails once, and then takes everything and keeps nothing. The crate zip, let go of before its end, goes on
/// writing, and says on standard error that it could not; a library does not print, and who called has the error already.
pub(crate) struct Target<W> {
    out: W,
    failed: bool,
    /// Where the next byte is written, which the crate counts on.
    at: u64,
    /// How far was written.
    end: u64,
}

impl<W: Write + Seek> Target<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, failed: false, at: 0, end: 0 }
    }

    /// What `act` does, `nothing` where there was a failure before.
    fn try_once<T>(&mut self, nothing: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(nothing);
        }
        let done = act(&mut self.out);
        // Who is interrupted tries again.
        self.failed = done.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        done
    }
}

impl<W: Write + Seek> Write for Target<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.try_once(bytes.len(), |out| out.write(bytes))?;
        self.at = self.at.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        self.end = self.end.max(self.at);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.try_once((), Write::flush)
    }
}

impl<W: Write + Seek> Seek for Target<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let nothing = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let nothing = nothing.ok_or(io::ErrorKind::InvalidInput)?;
        self.at = self.try_once(nothing, |out| out.seek(to))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_fails_once() {
        let mut target = Target::new(Full);
        assert_eq!(target.write_all(b"1").unwrap_err().kind(), io::ErrorKind::StorageFull);
        target.write_all(b"123").unwrap();
        assert_eq!(target.seek(SeekFrom::Start(1)).unwrap(), 1);
        assert_eq!(target.seek(SeekFrom::End(-1)).unwrap(), 2);
        target.flush().unwrap();
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    impl Seek for Full {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
}

//! GIF 89a: comments, texts and what programs put in go; how often it loops stays.

use super::Stripped;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;
/// The extensions of applications that say how often the pictures are shown, and nothing else.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(super) fn strip(data: &[u8]) -> Option<Stripped> {
    let head = 13 + table(*data.get(10)?);
    let mut rest = data.get(head..)?;
    let mut out = Vec::with_capacity(data.len());
    out.extend(data.get(..head)?);
    let (mut frames, mut whole, mut pending) = (0_usize, false, &[][..]);
    while let Some((kind, after)) = rest.split_first() {
        match *kind {
            EXTENSION => {
                let Some((label, body)) = after.split_first() else { break };
                let Some(length) = blocks(body) else { break };
                let extension = rest.get(..2 + length)?;
                match *label {
                    // Goes with the picture after it.
                    CONTROL => pending = extension,
                    APPLICATION => out.extend(looping(body).unwrap_or_default()),
                    _ => {}
                }
                rest = rest.get(2 + length..)?;
            }
            IMAGE => {
                // Place, size and flags; its own colours; the size of codes; the picture.
                let start = after.get(8).map(|flags| 11 + table(*flags));
                let Some(body) = start.and_then(|start| rest.get(start..)) else { break };
                let Some(length) = blocks(body) else { break };
                let end = rest.len() - body.len() + length;
                out.extend(pending);
                pending = &[];
                out.extend(rest.get(..end)?);
                rest = rest.get(end..)?;
                frames += 1;
            }
            TRAILER => {
                whole = true;
                break;
            }
            _ => break,
        }
    }
    out.push(TRAILER);
    let moves = frames > 1;
    (frames > 0).then_some(Stripped { data: out, whole, orientation: 1, moves, ..Stripped::default() })
}

/// Bytes of the table of colours that some flags tell of.
const fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// How long a chain of blocks is, with the empty one at its end.
fn blocks(data: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        let length = usize::from(*data.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}

/// How often the pictures are shown, where an extension says that: written anew, so that nothing hides behind it.
fn looping(body: &[u8]) -> Option<Vec<u8>> {
    let (length, name) = body.split_first()?;
    let name = name.get(..usize::from(*length)).filter(|name| LOOPS.contains(name))?;
    let [3, 1, low, high, ..] = body.get(1 + name.len()..)? else { return None };
    let mut out = vec![EXTENSION, APPLICATION, 11];
    out.extend(name);
    out.extend([3, 1, *low, *high, 0]);
    Some(out)
}

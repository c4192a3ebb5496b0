//! PDFs in many scripts: each in the face that its language wants, its text given back word for word, and sound for
//! veraPDF and qpdf.
//!
//! `OFFPRINT_FONTS` names the folder of fonts; `cargo xtask test` installs those of Debian's packages `fonts-noto-core`,
//! `fonts-noto-cjk` and `fonts-symbola` and sets it. Without it these tests say so and pass; with it nothing may be missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use offprint::{Fonts, Format, Publication, SystemFonts, WriteOptions};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// How pdftotext's text is compared with the article's.
#[derive(Clone, Copy, PartialEq)]
enum Compared {
    /// Paragraphs, word for word.
    Words,
    /// Paragraphs, letter for letter: lines end within words, or no spaces stand between them.
    Letters,
    /// Words, letter for letter, of which one in fifty may be torn: pdftotext does not put lines of both directions in the
    /// order of their text, for which it would have to know where quotations in another direction end; in nastaliq, whose
    /// letters stand on lines of their own within a word, it sees spaces and turns letters that overhang; and it takes the
    /// letters of a narrow ActualText (the alef of lam-alef with a mark) for one letter drawn twice, and sets them elsewhere.
    EachWord,
}
use Compared::{EachWord, Letters, Words};

/// Pages, how their text is compared, and what faces they must be set in. Libertinus has Hebrew.
const DOCUMENTS: [(&str, Compared, &[&str]); 19] = [
    ("qanat--arabic.html", EachWord, &["NotoNaskhArabic-Regular"]),
    ("furn--muqaddima-wa-tawqi.html", Words, &["NotoNaskhArabic-Regular"]),
    ("sabil--arabic-news.html", EachWord, &["NotoNaskhArabic-Regular"]),
    ("magdalor--hebrew-news.html", Words, &["LibertinusSerif-Regular"]),
    ("shaon--windows-1255.html", Words, &["LibertinusSerif-Regular"]),
    ("badgir--persian-news.html", Words, &["NotoNaskhArabic-Regular"]),
    ("kitabfarosh--urdu-khabarnama.html", EachWord, &["NotoNastaliqUrdu-Regular", "NotoNastaliqUrdu-Bold"]),
    ("tofu--ruby-shinbun.html", Letters, &["NotoSerifCJKjp-Regular", "NotoSerifCJKjp-Bold"]),
    ("machiya--japanese-shift-jis.html", Letters, &["NotoSerifCJKjp-Regular"]),
    ("duchuan--chinese-simplified-news.html", Letters, &["NotoSerifCJKsc-Regular", "NotoSerifCJKsc-Bold"]),
    ("guanggao--big5-essay.html", Letters, &["NotoSerifCJKtc-Regular"]),
    ("gudok--korean-essay.html", Letters, &["NotoSerifCJKkr-Regular", "NotoSerifCJKkr-Bold"]),
    ("reua-chang--thai-sarakadee.html", Letters, &["NotoSerifThai-Regular", "NotoSerifThai-Bold"]),
    ("kuan--hindi-samachar.html", Words, &["NotoSerifDevanagari-Regular"]),
    ("chanda--hindi-nibandh.html", Words, &["NotoSerifDevanagari-Regular"]),
    ("pharos--polytonic-greek.html", Words, &["LibertinusSerif-Regular"]),
    ("scholia--greek-essay.html", Words, &["LibertinusSerif-Regular"]),
    ("parom--windows-1251.html", Words, &["LibertinusSerif-Regular"]),
    (
        "phrasebook--many-scripts.html",
        EachWord,
        &[
            "NotoNaskhArabic-Regular",
            "NotoNastaliqUrdu-Regular",
            "NotoSerifCJKsc-Regular",
            "NotoSerifCJKtc-Regular",
            "NotoSerifCJKhk-Regular",
            "NotoSerifCJKjp-Regular",
            "NotoSerifCJKkr-Regular",
            "NotoSerifDevanagari-Regular",
            "NotoSerifBengali-Regular",
            "NotoSerifTamil-Regular",
            "NotoSerifThai-Regular",
            "NotoSerifKhmer-Regular",
            "NotoSerifGeorgian-Regular",
            "NotoSerifArmenian-Regular",
            "NotoSerifEthiopic-Regular",
            "LibertinusSerif-Regular",
        ],
    ),
];

/// Sets a page with the fonts of a folder; the file, and the article's text.
fn set(page: &str, fonts: &Path, folder: &Path) -> (PathBuf, String) {
    let article = crate::read(&crate::fixture(page)).unwrap();
    let text = offprint::model::block_text(&article.body);
    let options =
        WriteOptions { fonts: Fonts::with_system(SystemFonts::in_folder(fonts)), ..WriteOptions::default() };
    let path = folder.join(format!("{page}.pdf"));
    let file = std::fs::File::create(&path).unwrap();
    let written = offprint::write(&Publication::of(article), Format::Pdf, &options, file).unwrap();
    assert_eq!(
        written.missing_fonts(),
        None,
        "{page}: characters without a font; install fonts-noto-core, fonts-noto-cjk and fonts-symbola in {}",
        fonts.display()
    );
    (path, text)
}

/// Names of the faces in a PDF, without the letters that mark subsets.
fn faces(pdf: &Path) -> Vec<String> {
    let document = lopdf::Document::load(pdf).unwrap();
    let mut names: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).split_once('+').unwrap().1.to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn each_language_is_set_in_the_face_made_for_it() {
    let Some(fonts) = crate::validator("OFFPRINT_FONTS") else { return };
    let folder = tempfile::tempdir().unwrap();
    for (page, _, wanted) in DOCUMENTS {
        let (pdf, _) = set(page, &fonts, folder.path());
        let found = faces(&pdf);
        for face in wanted {
            assert!(found.iter().any(|name| name == face), "{page}: {face} is not in {found:?}");
        }
        // Not a sign of it stands in a face for another country.
        if wanted.len() <= 2 {
            let tradition =
                |name: &str| name.find("CJK").and_then(|at| name.get(at + 3..at + 5).map(str::to_owned));
            let found: Vec<String> = found.iter().filter_map(|name| tradition(name)).collect();
            let wanted = wanted.first().and_then(|name| tradition(name));
            assert!(found.iter().all(|name| Some(name) == wanted.as_ref()), "{page}: {found:?}");
        }
    }
}

/// The order of the text in what pdftotext makes of lines from right to left. It turns round the letters, but leaves what
/// stands between them as it is on the page, and marks it as running from left to right (LRE … PDF within RLE … PDF): there
/// only figures and Latin letters keep their order (UAX #9, rule L2). And it lays out an ActualText of several letters from
/// left to right before it turns the line round, so that marks stand before their letter.
fn in_order_of_text(line: &str) -> String {
    let Some(line) = line.strip_prefix('\u{202b}') else { return marks_after_letters(line) };
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{202a}') {
        let (within, after) = after.split_once('\u{202c}').unwrap_or((after, ""));
        out.push_str(&marks_after_letters(before));
        let signs: Vec<char> = within.chars().collect();
        let keeps = |at: usize| {
            let is = |at: Option<usize>, what: fn(char) -> bool| {
                at.and_then(|at| signs.get(at)).is_some_and(|c| what(*c))
            };
            let figure = |at: Option<usize>| is(at, |c| c.is_numeric());
            // What parts a number goes with it (UAX #9, rule W4).
            is(Some(at), char::is_alphanumeric)
                || (is(Some(at), |c| ".,:/٫٬".contains(c))
                    && figure(at.checked_sub(1))
                    && figure(Some(at + 1)))
        };
        let places: Vec<usize> = (0..signs.len()).collect();
        for part in places.chunk_by(|a, b| keeps(*a) && keeps(*b)).rev() {
            out.extend(part.iter().filter_map(|at| signs.get(*at)));
        }
        rest = after;
    }
    out.push_str(&marks_after_letters(rest));
    out
}

/// Puts marks of Arabic and Hebrew that stand before a letter after it, the last first.
fn marks_after_letters(text: &str) -> String {
    let mut out = String::new();
    let mut marks = String::new();
    for c in text.chars() {
        if matches!(c, '\u{590}'..='\u{8ff}') && canonical_combining_class(c) > 0 {
            marks.push(c);
            continue;
        }
        out.push(c);
        out.extend(marks.drain(..).rev());
    }
    out + &marks
}

/// Text as two readers of it agree on it: one form of each character, without marks of direction and joiners, which
/// pdftotext writes and leaves out by rules of its own; hyphens that hyphenation set undone.
fn plain(text: &str) -> String {
    let undone = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    undone.nfkc().filter(|c| !is_format(*c)).collect()
}

/// Letters, figures and the marks on them.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || canonical_combining_class(c) > 0
}

/// Format characters (general category Cf) that text holds.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

#[test]
fn the_text_of_every_script_is_given_back_word_for_word() {
    let (Some(fonts), Some(pdftotext)) =
        (crate::validator("OFFPRINT_FONTS"), crate::validator("OFFPRINT_PDFTOTEXT"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut faults = Vec::new();
    for (page, compared, _) in DOCUMENTS {
        let (pdf, text) = set(page, &fonts, folder.path());
        let output = Command::new(&pdftotext).args(["-enc", "UTF-8"]).arg(&pdf).arg("-").output().unwrap();
        let got = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(in_order_of_text)
            .collect::<Vec<_>>()
            .join("\n");
        let joint = if compared == Words { " " } else { "" };
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(joint);
        let got = spaced(&plain(&got));
        let text = plain(&text);
        let wanted: Vec<String> = match compared {
            Words | Letters => text.lines().map(spaced).collect(),
            EachWord => text.split(|c: char| !is_of_word(c)).map(str::to_owned).collect(),
        };
        assert!(wanted.iter().filter(|wanted| !wanted.is_empty()).count() > 3, "{page}: {text}");
        let missing: Vec<&String> = wanted.iter().filter(|wanted| !got.contains(wanted.as_str())).collect();
        if compared == EachWord && missing.len() * 50 <= wanted.len() {
            continue;
        }
        for wanted in missing {
            let lost: Vec<&str> = wanted.split(' ').filter(|word| !got.contains(word)).collect();
            faults.push(format!("{page}: {wanted}\n    not found: {lost:?}"));
        }
    }
    assert!(faults.is_empty(), "{} lines are not given back:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn verapdf_and_qpdf_find_nothing_in_any_script() {
    let (Some(fonts), Some(verapdf)) =
        (crate::validator("OFFPRINT_FONTS"), crate::validator("OFFPRINT_VERAPDF"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = DOCUMENTS.iter().map(|(page, ..)| set(page, &fonts, folder.path()).0).collect();
    let output = Command::new(&verapdf).arg("2a,ua1").args(&files).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("FAIL"), "{said}");
    let passes = said.lines().filter(|line| line.starts_with("PASS")).count();
    assert_eq!(passes, files.len() * 2, "{said}{}", String::from_utf8_lossy(&output.stderr));
    let Some(qpdf) = crate::validator("OFFPRINT_QPDF") else { return };
    for file in &files {
        let output = Command::new(&qpdf).arg("--check").arg(file).output().unwrap();
        assert!(output.status.success(), "{}{}", file.display(), String::from_utf8_lossy(&output.stdout));
    }
}

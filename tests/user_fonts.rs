//! Fonts that a user gives, in whole documents: they are used, and broken ones end in an error or in a sound PDF.

use std::process::Command;

use offprint::model::{Block, Code};
use offprint::{Article, Fonts, Format, Publication, WriteOptions, read_faces};
use offprint_fonts::{Family, Style, embedded};
use proptest::prelude::*;

fn embedded_file(family: Family, bold: bool) -> Vec<u8> {
    embedded(family, Style { bold, italic: false }).data.as_ref().to_vec()
}

fn publication(text: &str) -> Publication {
    let mut article = Article::default();
    article.metadata.title = Some("On office hours".into());
    article.body =
        vec![Block::paragraph(text), Block::Code(Code { text: "fn main() {}".into(), ..Code::default() })];
    Publication::of(article)
}

fn options(fonts: Fonts) -> WriteOptions {
    WriteOptions { fonts, embed_fonts: true, ..WriteOptions::default() }
}

fn pdf(fonts: Fonts, text: &str) -> Result<Vec<u8>, offprint::WriteError> {
    let mut out = Vec::new();
    offprint::write(&publication(text), Format::Pdf, &options(fonts), &mut out)?;
    Ok(out)
}

/// Names of the faces in a PDF, without the letters that mark subsets.
fn faces(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let name = |object: &lopdf::Object| {
        let name = object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).split_once('+')?.1.to_owned())
    };
    document.objects.values().filter_map(name).collect()
}

#[test]
fn a_users_fonts_set_the_pdf_and_go_into_the_book() {
    // DejaVu says that it is of one width; told otherwise it is a font for text.
    let mut mono = embedded_file(Family::Mono, false);
    let tables = usize::from(u16::from_be_bytes([mono[4], mono[5]]));
    let record = (0..tables).map(|n| 12 + n * 16).find(|at| &mono[*at..*at + 4] == b"post").unwrap();
    let at = u32::from_be_bytes(mono[record + 8..record + 12].try_into().unwrap()) as usize;
    mono[at + 12..at + 16].fill(0);
    let given = read_faces("given.ttf", mono).unwrap();
    let made = pdf(Fonts::embedded_only().with_user(given.clone()), "An office, a waffle, and ꙮ.").unwrap();
    let used = faces(&made);
    assert!(used.iter().all(|name| name.starts_with("DejaVuSansMono")), "{used:?}");
    let mut book = Vec::new();
    let fonts = options(Fonts::embedded_only().with_user(given));
    offprint::write(&publication("An office."), Format::Epub, &fonts, &mut book).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned())
        .collect();
    let fonts: Vec<&String> = names.iter().filter(|name| name.contains("/fonts/")).collect();
    assert_eq!(fonts.iter().filter(|name| name.contains("Libertinus")).count(), 0, "{fonts:?}");
    assert!(fonts.iter().any(|name| name.contains("DejaVuSansMono.ttf")), "{fonts:?}");
}

#[test]
fn variable_fonts_set_a_pdf_that_verapdf_passes() {
    let given = read_faces("cantarell.otf", font_test_data::CANTARELL_VF_TRIMMED.to_vec()).unwrap();
    let made = pdf(Fonts::embedded_only().with_user(given), "jijk lik kilj").unwrap();
    assert!(faces(&made).iter().any(|name| name.contains("Cantarell")), "{:?}", faces(&made));
    let Some(verapdf) = crate::validator("OFFPRINT_VERAPDF") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("variable.pdf");
    std::fs::write(&path, made).unwrap();
    let output = Command::new(verapdf).arg("2a,ua1").arg(&path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("FAIL") && said.contains("PASS"), "{said}");
}

fn some_font() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(embedded_file(Family::Serif, false)),
        Just(embedded_file(Family::Serif, true)),
        Just(embedded_file(Family::Mono, false)),
        Just(font_test_data::CANTARELL_VF_TRIMMED.to_vec()),
        Just(font_test_data::TINOS_SUBSET.to_vec()),
    ]
}

/// Sets a document in a font, if it is taken; what comes is sound.
fn set_in(font: Vec<u8>) {
    let Ok(given) = read_faces("broken.ttf", font) else { return };
    if let Ok(made) = pdf(Fonts::embedded_only().with_user(given), "Office hours: “jijk” lik, 10–12; é.")
    {
        let document = lopdf::Document::load_mem(&made).unwrap();
        assert!(!document.get_pages().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_broken_font_ends_in_an_error_or_a_pdf(
        font in some_font(),
        cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), any::<u8>()), 0..16),
    ) {
        let mut font = font;
        for (at, in_head, byte) in changes {
            let length = if in_head { font.len().min(4_096) } else { font.len() };
            let at = at.index(length);
            font[at] = byte;
        }
        if let Some(cut) = cut {
            font.truncate(cut.index(font.len()));
        }
        set_in(font);
    }
}

//! Tagged, archival PDF from the document model: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.
//!
//! [`write()`] is the front door. printpdf writes pages, fonts and pictures; the structure tree, annotations, outline
//! and metadata are added to its objects through lopdf.
#![warn(missing_docs)]

mod attachment;
mod colour;
mod compressor;
mod content;
mod drawing;
mod embedding;
mod error;
mod links;
mod meanings;
mod operators;
mod outline;
mod page_labels;
mod pictures;
mod provenance;
mod role;
mod string;
mod tree;
mod xmp;

use std::io::Write;

use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use offprint_model::{Deadline, Labels, PartialDate, Publication, TimeOfDay, uuid_urn};
use offprint_typeset::{Shape, Typeset, typeset};
use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};
use sha2::{Digest, Sha256};

use crate::compressor::Compressor;
use crate::embedding::Embedded;
use crate::error::in_time;

pub use attachment::Attachment;
pub use error::PdfError;
pub use offprint_fonts::{
    ELSEWHERE, FontFileError, Fonts, LICENCES as FONT_LICENCES, SystemFonts, UserFace, Wanted, read_faces,
    wanted,
};
pub use offprint_images::{ImageAccount, ImageLimits};
pub use offprint_typeset::{Colours, Length, NotePlace, PageSet, Paper, Setting, Style, Theme, ThemeError};

/// How a PDF is written.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfOptions {
    /// How pages look.
    pub style: Style,
    /// When the document counts as made, in seconds since 1970 (`SOURCE_DATE_EPOCH`). None for the article's own date:
    /// modified, else published, else saved, else 1 January 1980. The clock is never asked.
    pub source_date_epoch: Option<i64>,
    /// Whether all colours become greys, for printers that have no others and screens of electronic ink.
    pub grey: bool,
    /// A file to be attached as the document's source. The document is PDF/A-3a then, for PDF/A-2 allows no files
    /// but PDF/A within it.
    pub attachment: Option<Attachment>,
    /// Pixels of the largest picture that is decoded. One with more is left out, and the report says so.
    pub max_pixels: u64,
    /// When making it is given up.
    pub deadline: Deadline,
}

impl Default for PdfOptions {
    /// A4, dated by the article, in colour, however long it takes.
    fn default() -> Self {
        Self {
            style: Style::default(),
            source_date_epoch: None,
            grey: false,
            attachment: None,
            max_pixels: ImageLimits::default().max_pixels,
            deadline: Deadline::default(),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// Number of pages.
    pub pages: usize,
    /// Characters that no face could show; a box stands for each, and the text keeps them.
    pub missing: Vec<char>,
    /// What became of the pictures.
    pub pictures: ImageAccount,
}

/// Writes a publication as PDF. The same publication, options and fonts give the same bytes.
///
/// # Errors
/// [`PdfError`]; what was written up to then is of no use.
pub fn write(
    publication: &Publication,
    options: &PdfOptions,
    fonts: &Fonts,
    mut out: impl Write,
) -> Result<Report, PdfError> {
    let deadline = options.deadline;
    let pictures = pictures::Pictures::of(publication, fonts, options);
    let mut set = typeset(publication, &options.style, fonts, &|resource| pictures.has(resource), deadline);
    in_time(deadline)?;
    let mut document = PdfDocument::new("");
    let faces = embedding::embed(&set, &mut document)?;
    let turns = pictures.turns(&set);
    let mut marks = content::Marks::default();
    let mut contents = Vec::with_capacity(set.pages.len());
    let mut compressor = Compressor::default();
    let mut specimen: Vec<Op> = faces.values().flat_map(Embedded::specimen).collect();
    for (index, page) in set.pages.iter_mut().enumerate() {
        in_time(deadline)?;
        let given =
            content::Given { structure: &set.structure, faces: &faces, turns: &turns, grey: options.grey };
        contents.push(compressor.compressed(&content::stream(page, index, &given, &mut marks))?);
        // What is written is not kept beside what is still to be written; where pictures stand is asked again.
        page.items.retain(|item| matches!(item.shape, Shape::Picture { .. }));
        page.items.shrink_to_fit();
        (page.head, page.foot) = (Vec::new(), Vec::new());
        // The boxes are set in points; a millimetre's fraction would be lost.
        let mut sheet = PdfPage::new(Mm(0.0), Mm(0.0), std::mem::take(&mut specimen));
        sheet.media_box = Rect::from_wh(Pt(page.width), Pt(page.height));
        sheet.trim_box = sheet.media_box.clone();
        sheet.crop_box = sheet.media_box.clone();
        document.pages.push(sheet);
    }
    let plain =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut document = document.to_lopdf_document(&plain, &mut Vec::new());
    let metadata = &publication.metadata;
    let captured = publication.articles.first().and_then(|article| article.provenance.captured);
    let date =
        options.source_date_epoch.and_then(instant).or(metadata.modified).or(metadata.published).or(captured);
    let untitled = Labels::of(metadata.language.as_ref()).untitled;
    let facts = xmp::Facts::of(publication, untitled, date);
    in_time(deadline)?;
    let pictures = pictures.write(&mut document, &set);
    in_time(deadline)?;
    let pages: Vec<_> = document.get_pages().values().copied().collect();
    pictures.name_on(&mut document, &set, &pages, options.grey);
    let attachment = options.attachment.as_ref().map(|file| (file, date));
    finish(&mut document, &set, &pages, contents, &marks, &facts, attachment)?;
    in_time(deadline)?;
    let bytes = bytes(&mut document)?;
    in_time(deadline)?;
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(Report { pages: set.pages.len(), missing: set.missing, pictures: pictures.account })
}

/// Seconds since 1970 as a date in UTC; none outside the years 1 to 9999.
fn instant(seconds: i64) -> Option<PartialDate> {
    let at = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    let part = |value: i8| u8::try_from(value).ok();
    let time = TimeOfDay { hour: part(at.hour())?, minute: part(at.minute())?, second: part(at.second()) };
    let day =
        PartialDate::from_day(u16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()?;
    day.with_time(time, Some(0)).ok()
}

/// Adds what printpdf does not write: structure, annotations, outline, metadata, output intent.
fn finish(
    document: &mut Document,
    set: &Typeset,
    pages: &[ObjectId],
    contents: Vec<Vec<u8>>,
    marks: &content::Marks,
    facts: &xmp::Facts,
    attachment: Option<(&Attachment, Option<PartialDate>)>,
) -> Result<(), PdfError> {
    document.version = "1.7".to_owned();
    if pages.len() != set.pages.len() {
        return Err(PdfError::Malformed("pages were lost"));
    }
    fill(document, set, pages, contents)?;
    let annotations = links::write(document, set, pages);
    let root = tree::write(document, set, marks, &annotations, pages);
    let outline = outline::write(document, set, pages);
    let profile = Stream::new(
        dictionary! { "N" => 3, "Alternate" => "DeviceRGB" },
        typst_assets::icc::S_RGB_V4.to_vec(),
    );
    let profile = document.add_object(profile);
    let part = if attachment.is_some() { 3 } else { 2 };
    let packet = facts.packet(part, &instance(document, set)).into_bytes();
    let packet = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet);
    // Archives read it without inflating (ISO 19005-2 §6.6.2.1 recommends).
    let packet = document.add_object(packet.with_compression(false));
    let information = document.add_object(facts.information());
    let language = set.structure.nodes.first().and_then(|node| node.language.clone());
    let catalogue = document.catalog_mut().map_err(|_| PdfError::Malformed("no catalogue"))?;
    for key in [&b"Names"[..], b"Dests", b"OCProperties"] {
        catalogue.remove(key);
    }
    catalogue.set("StructTreeRoot", Object::Reference(root));
    catalogue.set("MarkInfo", dictionary! { "Marked" => true });
    catalogue.set("Lang", string::text(language.as_deref().unwrap_or("und")));
    catalogue.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalogue.set("Metadata", Object::Reference(packet));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    };
    catalogue.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let labels = page_labels::page_labels(set.pages.iter().map(|page| page.label.as_str()));
    catalogue.set("PageLabels", labels);
    match outline {
        Some(outline) => {
            catalogue.set("Outlines", Object::Reference(outline));
            catalogue.set("PageMode", if facts.title().is_empty() { "UseNone" } else { "UseOutlines" });
        }
        None => {
            catalogue.remove(b"Outlines");
            catalogue.set("PageMode", "UseNone");
        }
    }
    if let (Some((file, date)), Ok(catalogue)) =
        (attachment, document.trailer.get(b"Root").and_then(Object::as_reference))
    {
        attachment::attach(document, catalogue, file, date);
    }
    if let Ok(old) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.remove(&old);
    }
    document.trailer.set("Info", Object::Reference(information));
    Ok(())
}

/// Gives each page its content, and those without pictures the same resources.
fn fill(
    document: &mut Document,
    set: &Typeset,
    pages: &[ObjectId],
    contents: Vec<Vec<u8>>,
) -> Result<(), PdfError> {
    let mut shared = None;
    for ((id, page), content) in pages.iter().zip(&set.pages).zip(contents) {
        let pictured = !page.items.is_empty();
        let lost = PdfError::Malformed("a page was lost");
        let Ok(page) = document.get_dictionary_mut(*id) else { return Err(lost) };
        let own = page.get(b"Resources").and_then(Object::as_reference);
        let place = page.get(b"Contents").and_then(Object::as_reference);
        let (Ok(own), Ok(place)) = (own, place) else { return Err(lost) };
        if !pictured {
            page.set("Resources", Object::Reference(*shared.get_or_insert(own)));
        }
        let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, content);
        document.set_object(place, stream);
    }
    Ok(())
}

/// Names these very bytes, as far as they are made when the metadata are: what pages and pictures show, and the words of
/// the structure (XMP part 2, §2.2.1).
fn instance(document: &Document, set: &Typeset) -> String {
    let mut digest = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            digest.update((stream.content.len() as u64).to_be_bytes());
            digest.update(&stream.content);
        }
    }
    for node in &set.structure.nodes {
        digest.update(node.alt.as_deref().unwrap_or_default());
        digest.update(node.language.as_deref().unwrap_or_default());
    }
    uuid_urn(&digest.finalize())
}

/// The file. Its identifier is a digest of its other bytes (ISO 32000-1 §14.4), so that the same input gives it again.
fn bytes(document: &mut Document) -> Result<Vec<u8>, PdfError> {
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    let identifier = |digest: &[u8]| {
        let id = Object::String(digest.iter().copied().take(16).collect(), StringFormat::Hexadecimal);
        vec![id.clone(), id]
    };
    let mut digest = Sha256::new();
    for (id, object) in &document.objects {
        digest.update(id.0.to_be_bytes());
        digest.update(format!("{object:?}").as_bytes());
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    document.trailer.set("ID", identifier(&digest.finalize()));
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(9).build();
    let mut out = Vec::new();
    document.save_with_options(&mut out, options)?;
    Ok(out)
}

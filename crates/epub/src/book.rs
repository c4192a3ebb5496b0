//! The parts of a book, and their assembly by epub-builder.

use std::cell::RefCell;
use std::collections::BTreeMap;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use offprint_html::{Chapter, ChapterOptions, chapter_xhtml, relink};
use offprint_images::ImageAccount;
use offprint_model::{CrossReference, CrossReferences, Labels, LanguageTag, Matter, Publication, Resource};

use crate::faces::FaceFile;
use crate::front::part_page;
use crate::navigation::{Entry, PageTarget};
use crate::pictures::{Picture, Pictures};
use crate::setting::Setting;
use crate::{
    EpubError, EpubOptions, accessibility, faces, front, in_time, metadata, modified, navigation, package,
    stylesheet,
};

/// Bytes of a body after which another file begins: with what stands around it a file stays under the 260 kB that old
/// devices take.
const LONGEST: usize = 245_000;

/// A page in reading order.
pub(crate) struct Page {
    /// File name beside the package document.
    pub file: String,
    pub xhtml: String,
    /// Properties for the manifest.
    pub properties: &'static str,
    /// What it is among the landmarks; `""` for none.
    pub landmark: &'static str,
}

/// A book, all its parts made.
pub(crate) struct Book<'a> {
    pub pages: Vec<Page>,
    pub pictures: Vec<Picture<'a>>,
    /// What became of those that are not there as they were.
    pub account: ImageAccount,
    /// The typefaces that it brings.
    pub faces: Vec<FaceFile>,
    pub stylesheet: String,
    /// File name of the cover among the pictures.
    pub cover: Option<String>,
    pub package: String,
    pub navigation: String,
    pub ncx: String,
}

impl<'a> Book<'a> {
    /// Makes all parts.
    pub fn of(publication: &'a Publication, options: &EpubOptions) -> Result<Self, EpubError> {
        if publication.articles.is_empty() {
            return Err(EpubError::NoArticles);
        }
        let language = language(publication);
        let labels = Labels::of(language.as_ref());
        let title = metadata::line(publication.metadata.title.as_deref())
            .unwrap_or_else(|| labels.untitled.to_owned());
        let pictures = RefCell::new(Pictures::new(publication, options.limits, options.deadline));
        let address =
            |resource: &Resource| options.pictures.then(|| pictures.borrow_mut().address(resource)).flatten();

        let setting = Setting::of(language.as_ref(), options.vertical);
        let runs_in_columns = |language| Setting::of(language, options.vertical).vertical;
        let has_columns = setting.vertical
            || publication.articles.iter().any(|article| runs_in_columns(article.metadata.language.as_ref()));
        let mut pages = Vec::new();
        let mut entries = Vec::new();
        let cover = publication.cover_resource().and_then(address);
        if let Some(cover) = &cover {
            pages.push(front::cover(cover, &title, Setting { vertical: false, ..setting }));
        }
        let several = publication.is_book();
        if several {
            pages.push(front::title_page(publication, &title, setting));
        }
        let mut chapters = Vec::with_capacity(publication.articles.len());
        let references = CrossReferences::of(publication);
        let links = |url: &str| {
            let CrossReference { article, id } = references.find(url)?;
            let file = chapter_file(article, 0);
            Some(id.map_or_else(|| file.clone(), |id| format!("{file}#{}{id}", prefix(article))))
        };
        for (index, article) in publication.articles.iter().enumerate() {
            in_time(options.deadline)?;
            chapters.push(chapter_xhtml(
                article,
                &ChapterOptions {
                    stylesheet: Some("stylesheet.css"),
                    prefix: &prefix(index),
                    file: &|file| chapter_file(index, file),
                    limit: LONGEST,
                    pictures: &address,
                    links: &links,
                    vertical: runs_in_columns(article.metadata.language.as_ref()),
                    deadline: options.deadline,
                },
            ));
        }
        in_time(options.deadline)?;
        follow_moved(&mut chapters);
        let has_mathml = chapters.iter().flat_map(|chapter| &chapter.files).any(|file| file.has_mathml);
        // Pages of two editions in one list would be told apart by nobody: where more articles than one have some, their
        // marks stand in the text alone.
        let paged: Vec<(usize, &Chapter)> =
            chapters.iter().enumerate().filter(|(_, chapter)| !chapter.page_breaks.is_empty()).collect();
        let printed: Vec<PageTarget> = match paged.as_slice() {
            [(index, chapter)] => PageTarget::of_chapter(&chapter_file(*index, 0), chapter).collect(),
            _ => Vec::new(),
        };
        let paged: Vec<usize> = paged.into_iter().map(|(index, _)| index).collect();
        let first_of_body = publication.articles.iter().position(|article| article.matter == Matter::Body);
        for (index, (article, chapter)) in publication.articles.iter().zip(chapters).enumerate() {
            if let Some((number, part)) = publication.part_at(index) {
                let (page, entry) = part_page(number, part, setting);
                pages.push(page);
                entries.push(entry);
            }
            let title = metadata::line(article.metadata.title.as_deref())
                .unwrap_or_else(|| Labels::of(article.metadata.language.as_ref()).untitled.to_owned());
            let entry = Entry::chapter(&chapter_file(index, 0), title, &chapter);
            match entries.last_mut().filter(|_| publication.is_in_part(index)) {
                Some(part) => part.inner.push(entry),
                None => entries.push(entry),
            }
            for (file_index, file) in chapter.files.into_iter().enumerate() {
                let landmark = match (file_index, article.matter) {
                    (0, Matter::Foreword) => "foreword",
                    (0, _) if first_of_body == Some(index) => "bodymatter",
                    _ => "",
                };
                let properties = if file.has_mathml { "mathml" } else { "" };
                pages.push(Page { file: file.name, xhtml: file.xhtml, properties, landmark });
            }
        }
        let moves = |file: &str| pictures.borrow().moves(file);
        let marks = accessibility::Printed { breaks: &paged, has_list: !printed.is_empty() };
        let accessibility = accessibility::of(publication, has_mathml, &marks, &address, &moves);
        let identifier = offprint_model::publication_urn(publication);
        let metadata = metadata::of(
            publication,
            &metadata::Given {
                title: &title,
                language: language.as_ref(),
                identifier: &identifier,
                modified: &modified::of(publication, options.source_date_epoch),
                accessibility: &accessibility,
            },
        );
        let navigation = navigation::document(&entries, &printed, &pages, &title, setting);
        let ncx = navigation::ncx(&entries, &printed, &title, &identifier, language.as_ref());
        let (pictures, account) = pictures.into_inner().into_files();
        let faces = if options.embed_fonts { faces::of(&pages, &options.fonts)? } else { Vec::new() };
        let stylesheet = stylesheet::of(&faces, has_columns, options.style.as_ref());
        let package = package::document(&package::Parts {
            metadata: &metadata,
            pages: &pages,
            pictures: &pictures,
            cover: cover.as_deref(),
            contents_in_spine: several,
            setting,
            faces: &faces,
        });
        Ok(Self { pages, pictures, account, faces, stylesheet, cover, package, navigation, ncx })
    }

    /// The container as epub-builder makes it, with nothing in the files of pictures: these are many and large, and the
    /// finishing stage writes them straight from where they are.
    pub fn assemble(&self) -> Result<Vec<u8>, EpubError> {
        let mut bytes = Vec::new();
        self.build(&mut bytes).map_err(Box::new)?;
        Ok(bytes)
    }

    fn build(&self, out: &mut Vec<u8>) -> Result<(), epub_builder::Error> {
        let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
        builder.epub_version(EpubVersion::V33).stylesheet(self.stylesheet.as_bytes())?;
        for page in &self.pages {
            builder.add_content(EpubContent::new(page.file.clone(), page.xhtml.as_bytes()))?;
        }
        for picture in &self.pictures {
            let (file, kind) = (&picture.file, picture.media_type.as_str());
            if self.cover.as_ref() == Some(file) {
                builder.add_cover_image(file, [].as_slice(), kind)?;
            } else {
                builder.add_resource(file, [].as_slice(), kind)?;
            }
        }
        for face in &self.faces {
            builder.add_resource(&face.file, face.data.as_slice(), face.media_type)?;
        }
        builder.generate(out)
    }
}

/// Name of a file of a chapter: `chapter-001.xhtml`, `chapter-001-2.xhtml`.
fn chapter_file(article: usize, file: usize) -> String {
    match file {
        0 => format!("chapter-{:03}.xhtml", article + 1),
        _ => format!("chapter-{:03}-{}.xhtml", article + 1, file + 1),
    }
}

/// What the identifiers of an article begin with.
fn prefix(article: usize) -> String {
    format!("c{}-", article + 1)
}

/// Links from other chapters to what does not stand in the first file of its chapter.
fn follow_moved(chapters: &mut [Chapter]) {
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for (index, chapter) in chapters.iter().enumerate() {
        for (id, file) in &chapter.moved {
            let from = format!("{}#{id}", chapter_file(index, 0));
            moved.insert(from, format!("{}#{id}", chapter_file(index, *file)));
        }
    }
    if moved.is_empty() {
        return;
    }
    for file in chapters.iter_mut().flat_map(|chapter| &mut chapter.files) {
        file.xhtml = relink(&file.xhtml, &|address| moved.get(address).cloned());
    }
}

/// The book's language, or else that of its first article that has one.
fn language(publication: &Publication) -> Option<LanguageTag> {
    let articles = publication.articles.iter().filter_map(|article| article.metadata.language.as_ref());
    publication.metadata.language.as_ref().into_iter().chain(articles).next().cloned()
}

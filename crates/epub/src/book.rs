//! The parts of a book, and their assembly by epub-builder.

use std::cell::RefCell;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use offprint_html::{ChapterOptions, chapter_xhtml};
use offprint_images::ImageAccount;
use offprint_model::{Labels, LanguageTag, Publication, Resource};

use crate::navigation::Entry;
use crate::pictures::{Picture, Pictures};
use crate::{EpubError, EpubOptions, accessibility, front, metadata, modified, navigation, package};

pub(crate) const STYLE: &str = include_str!("style.css");

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
pub(crate) struct Book {
    pub pages: Vec<Page>,
    pub pictures: Vec<Picture>,
    /// What became of those that are not there as they were.
    pub account: ImageAccount,
    /// File name of the cover among the pictures.
    pub cover: Option<String>,
    pub package: String,
    pub navigation: String,
    pub ncx: String,
}

impl Book {
    /// Makes all parts.
    pub fn of(publication: &Publication, options: &EpubOptions) -> Result<Self, EpubError> {
        if publication.articles.is_empty() {
            return Err(EpubError::NoArticles);
        }
        let language = language(publication);
        let labels = Labels::of(language.as_ref());
        let title = metadata::line(publication.metadata.title.as_deref())
            .unwrap_or_else(|| labels.untitled.to_owned());
        let pictures = RefCell::new(Pictures::new(options.limits));
        let address =
            |resource: &Resource| options.pictures.then(|| pictures.borrow_mut().address(resource)).flatten();

        let mut pages = Vec::new();
        let mut entries = Vec::new();
        let cover = publication.cover.as_ref().and_then(|id| {
            let mut all = publication.articles.iter().flat_map(|article| &article.resources);
            all.find(|resource| &resource.id == id).and_then(address)
        });
        if let Some(cover) = &cover {
            pages.push(front::cover(cover, &title, language.as_ref()));
        }
        let several = publication.articles.len() > 1;
        if several {
            pages.push(front::title_page(publication, &title, language.as_ref()));
        }
        let mut has_mathml = false;
        for (index, article) in publication.articles.iter().enumerate() {
            let file = format!("chapter-{:03}.xhtml", index + 1);
            let prefix = format!("c{}-", index + 1);
            let chapter = chapter_xhtml(
                article,
                &ChapterOptions { stylesheet: Some("stylesheet.css"), prefix: &prefix, pictures: &address },
            );
            has_mathml |= chapter.has_mathml;
            let title = metadata::line(article.metadata.title.as_deref())
                .unwrap_or_else(|| Labels::of(article.metadata.language.as_ref()).untitled.to_owned());
            entries.push(Entry::chapter(&file, title, &chapter.sections));
            pages.push(Page {
                file,
                xhtml: chapter.xhtml,
                properties: if chapter.has_mathml { "mathml" } else { "" },
                landmark: if index == 0 { "bodymatter" } else { "" },
            });
        }
        let moves = |file: &str| pictures.borrow().moves(file);
        let accessibility = accessibility::of(publication, has_mathml, &address, &moves);
        let identifier = crate::identifier::urn(publication);
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
        let navigation = navigation::document(&entries, &pages, &title, language.as_ref());
        let ncx = navigation::ncx(&entries, &title, &identifier, language.as_ref());
        let (pictures, account) = pictures.into_inner().into_files();
        let package = package::document(&package::Parts {
            metadata: &metadata,
            pages: &pages,
            pictures: &pictures,
            cover: cover.as_deref(),
            contents_in_spine: several,
            language: language.as_ref(),
        });
        Ok(Self { pages, pictures, account, cover, package, navigation, ncx })
    }

    /// The container as epub-builder makes it.
    pub fn assemble(&self) -> Result<Vec<u8>, EpubError> {
        let mut bytes = Vec::new();
        self.build(&mut bytes).map_err(Box::new)?;
        Ok(bytes)
    }

    fn build(&self, out: &mut Vec<u8>) -> Result<(), epub_builder::Error> {
        let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
        builder.epub_version(EpubVersion::V33).stylesheet(STYLE.as_bytes())?;
        for page in &self.pages {
            builder.add_content(EpubContent::new(page.file.clone(), page.xhtml.as_bytes()))?;
        }
        for picture in &self.pictures {
            let (file, kind) = (&picture.file, picture.media_type.as_str());
            if self.cover.as_ref() == Some(file) {
                builder.add_cover_image(file, picture.data.as_slice(), kind)?;
            } else {
                builder.add_resource(file, picture.data.as_slice(), kind)?;
            }
        }
        builder.generate(out)
    }
}

/// The book's language, or else that of its first article that has one.
fn language(publication: &Publication) -> Option<LanguageTag> {
    let articles = publication.articles.iter().filter_map(|article| article.metadata.language.as_ref());
    publication.metadata.language.as_ref().into_iter().chain(articles).next().cloned()
}

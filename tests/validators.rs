//! Outside validators: epubcheck for books, veraPDF and qpdf for PDFs, pdftotext for what a reader gets out of them.
//!
//! Their programs are named by `OFFPRINT_EPUBCHECK`, `OFFPRINT_VERAPDF`, `OFFPRINT_QPDF` and `OFFPRINT_PDFTOTEXT`; `cargo xtask
//! test` installs them and sets these. A test says so and passes when its validator was not found.

use std::path::PathBuf;
use std::process::Command;

use offprint::{Format, Publication, WriteOptions};

use crate::validator;

/// Writes every fixture, and all of them as one book, in a format; gives the files.
fn write_all(format: Format, folder: &std::path::Path) -> Vec<PathBuf> {
    let articles: Vec<_> = crate::pages()
        .iter()
        .map(|page| (page.clone(), crate::read(&std::fs::read(page).unwrap()).unwrap()))
        .collect();
    let mut publications: Vec<(String, Publication)> = articles
        .iter()
        .map(|(page, article)| {
            (page.file_stem().unwrap().to_string_lossy().into_owned(), Publication::of(article.clone()))
        })
        .collect();
    let mut book = Publication::of(articles[0].1.clone());
    book.metadata = offprint::model::Metadata { title: Some("All fixtures".into()), ..Default::default() };
    book.articles = articles.into_iter().map(|(_, article)| article).collect();
    publications.push(("book".into(), book));
    publications
        .iter()
        .map(|(name, publication)| {
            let path = folder.join(format!("{name}.{format}"));
            let file = std::fs::File::create(&path).unwrap();
            offprint::write(publication, format, &WriteOptions::default(), file).unwrap();
            path
        })
        .collect()
}

#[test]
fn epubcheck_finds_nothing() {
    let Some(epubcheck) = validator("OFFPRINT_EPUBCHECK") else { return };
    let folder = tempfile::tempdir().unwrap();
    let books = write_all(Format::Epub, folder.path());
    // As many runs as there are processors, each over its part: a virtual machine is slow to start.
    let parts = std::thread::available_parallelism().map_or(1, usize::from);
    let said: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = books
            .chunks(books.len().div_ceil(parts))
            .map(|part| {
                let epubcheck = &epubcheck;
                scope.spawn(move || {
                    let output = Command::new(epubcheck).args(part).output().unwrap();
                    format!(
                        "{}{}",
                        String::from_utf8_lossy(&output.stdout),
                        String::from_utf8_lossy(&output.stderr)
                    )
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let said = said.concat();
    assert!(!said.contains("FAIL"), "{said}");
    let passes = said.lines().filter(|line| line.starts_with("PASS")).count();
    assert_eq!(passes, books.len(), "{said}");
}

/// DAISY's Ace over books of all kinds of blocks and of several scripts. `OFFPRINT_ACE` is not set by `cargo xtask test`:
/// Ace wants a browser (`npm install @daisy/ace`, then the path of `ace-puppeteer`, with the browser's own path in
/// `PUPPETEER_EXECUTABLE_PATH`).
#[test]
fn ace_finds_nothing() {
    const BOOKS: [&str; 10] = [
        "ballad--verse-and-footnotes",
        "glassmakers--longread-pictures",
        "glossary--definitions-and-embeds",
        "kuan--hindi-samachar",
        "magdalor--hebrew-news",
        "qanat--arabic",
        "sorting--academic-blog",
        "spiral--mathml-katex",
        "tofu--ruby-shinbun",
        "water-quality--government",
    ];
    let Some(ace) = validator("OFFPRINT_ACE") else { return };
    let folder = tempfile::tempdir().unwrap();
    for name in BOOKS {
        let article = crate::read(&crate::fixture(&format!("{name}.html"))).unwrap();
        let book = folder.path().join(format!("{name}.epub"));
        let file = std::fs::File::create(&book).unwrap();
        offprint::write(&Publication::of(article), Format::Epub, &WriteOptions::default(), file).unwrap();
        let reports = folder.path().join(name);
        let output =
            Command::new(&ace).args(["--silent", "--outdir"]).arg(&reports).arg(&book).output().unwrap();
        let report = std::fs::read(reports.join("report.json"))
            .unwrap_or_else(|error| panic!("{name}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
        let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
        let documents = report["assertions"].as_array().unwrap();
        assert!(documents.len() >= 2, "{name}: {report}");
        for document in documents {
            assert_eq!(document["assertions"].as_array().map(Vec::len), Some(0), "{name}: {document:#}");
        }
    }
}

#[test]
fn verapdf_passes_everything() {
    let Some(verapdf) = validator("OFFPRINT_VERAPDF") else { return };
    let folder = tempfile::tempdir().unwrap();
    let files = write_all(Format::Pdf, folder.path());
    pass(&verapdf, "2a,ua1", &files);
}

/// veraPDF passes files in both of two flavours.
fn pass(verapdf: &std::path::Path, flavours: &str, files: &[PathBuf]) {
    let output = Command::new(verapdf).arg(flavours).args(files).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("FAIL"), "{said}");
    let passes = said.lines().filter(|line| line.starts_with("PASS")).count();
    assert_eq!(passes, files.len() * 2, "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn qpdf_finds_nothing() {
    let Some(qpdf) = validator("OFFPRINT_QPDF") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut files = write_all(Format::Pdf, folder.path());
    files.extend(write_pictures(folder.path()));
    for file in files {
        let output = Command::new(&qpdf).arg("--check").arg(&file).output().unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && !said.contains("WARNING"), "{}: {said}", file.display());
    }
}

/// A PDF of pictures of all kinds and drawings of all that drawings can do, in colours and in greys.
fn write_pictures(folder: &std::path::Path) -> Vec<PathBuf> {
    let article = crate::pdf_pictures::of_all_kinds();
    let options = [("colours", false), ("greys", true)];
    let written = options.map(|(name, grey)| {
        let path = folder.join(format!("{name}.pdf"));
        let file = std::fs::File::create(&path).unwrap();
        let options = WriteOptions { grey, ..WriteOptions::default() };
        let written =
            offprint::write(&Publication::of(article.clone()), Format::Pdf, &options, file).unwrap();
        assert_eq!(written.pictures.lost, [], "{name}");
        path
    });
    written.to_vec()
}

#[test]
fn verapdf_passes_pictures_and_drawings() {
    let Some(verapdf) = validator("OFFPRINT_VERAPDF") else { return };
    let folder = tempfile::tempdir().unwrap();
    pass(&verapdf, "2a,ua1", &write_pictures(folder.path()));
}

#[test]
fn verapdf_passes_a_document_with_its_source_attached() {
    let Some(verapdf) = validator("OFFPRINT_VERAPDF") else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = crate::fixture("glassmakers--longread-pictures.html");
    let article = crate::read(&data).unwrap();
    let source = offprint::Attachment {
        name: "Glasbläser & Söhne.html".to_owned(),
        media_type: "text/html".to_owned(),
        data: data.clone(),
        description: "The page".to_owned(),
        modified: None,
    };
    let options = WriteOptions { attach_source: Some(source), ..WriteOptions::default() };
    let path = folder.path().join("attached.pdf");
    let file = std::fs::File::create(&path).unwrap();
    offprint::write(&Publication::of(article), Format::Pdf, &options, file).unwrap();
    pass(&verapdf, "3a,ua1", std::slice::from_ref(&path));
    // What is attached comes out as it went in.
    let Some(qpdf) = validator("OFFPRINT_QPDF") else { return };
    let attached =
        Command::new(qpdf).arg("--show-attachment=Glasbläser & Söhne.html").arg(&path).output().unwrap();
    assert!(attached.stdout == data, "{}", String::from_utf8_lossy(&attached.stderr));
}

#[test]
fn the_words_of_a_pdf_are_those_of_the_article() {
    let Some(pdftotext) = validator("OFFPRINT_PDFTOTEXT") else { return };
    let folder = tempfile::tempdir().unwrap();
    for page in crate::pages() {
        let article = crate::read(&std::fs::read(&page).unwrap()).unwrap();
        let path = folder.path().join("page.pdf");
        let body = article.body.clone();
        let file = std::fs::File::create(&path).unwrap();
        offprint::write(&Publication::of(article), Format::Pdf, &WriteOptions::default(), file).unwrap();
        let output =
            Command::new(&pdftotext).args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output().unwrap();
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let got = letters(&String::from_utf8_lossy(&output.stdout));
        let text = offprint::model::block_text(&body);
        // pdftotext puts lines from right to left in an order of its own, which `scripts` undoes.
        for line in text.lines().filter(|line| !line.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}'))) {
            let wanted = letters(line);
            // Page numbers stand between the lines of a paragraph that goes over two pages: halves are enough.
            let count = wanted.chars().count();
            let middle = wanted.char_indices().nth(count / 2).map_or(0, |(at, _)| at);
            let (first, second) = wanted.split_at(middle);
            assert!(
                got.contains(&wanted) || got.contains(first) || got.contains(second),
                "{}: not in the PDF: {line}",
                page.display()
            );
        }
    }
}

#[test]
fn characters_without_a_glyph_come_back_as_text() {
    let Some(pdftotext) = validator("OFFPRINT_PDFTOTEXT") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut article = offprint::Article::default();
    let text = "A party 🎉 of 👩‍🔬 from 🇫🇷 with नमस्ते and 漢字.";
    article.body = vec![offprint::model::Block::paragraph(text)];
    let path = folder.path().join("page.pdf");
    let file = std::fs::File::create(&path).unwrap();
    let written =
        offprint::write(&Publication::of(article), Format::Pdf, &WriteOptions::default(), file).unwrap();
    let output =
        Command::new(&pdftotext).args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output().unwrap();
    let got = String::from_utf8_lossy(&output.stdout);
    for word in text.trim_end_matches('.').split(' ') {
        assert!(got.contains(word), "{word}: {got}");
    }
    let told = written.missing_fonts().unwrap();
    for part in ["emoji", "fonts-symbola", "Devanagari", "fonts-noto-core", "fonts-noto-cjk"] {
        assert!(told.contains(part), "{told}");
    }
}

//! Formulas and pages of a printed edition, from page to book.

use std::io::{Cursor, Read as _};

use offprint::model::{block_text, check_article};
use offprint::{Format, Publication, WriteOptions};

use crate::{fixture, read, words};

const PAGE: &str = r#"<html lang="en"><head><title>The sag of a rope</title></head><body><article><h1>The sag of a rope</h1>
<p>A rope between two posts never hangs straight, however hard it is pulled, and the farmers of the upper valley knew it long
before anybody wrote down <span role="doc-pagebreak" id="p41">[41]</span> how far it sags between its posts.</p>
<p>Take a span of <math><mi>s</mi></math> and a weight of <math><msub><mi>w</mi><mn>0</mn></msub></math> for each ell of rope,
and the sag in the middle comes out as follows, if the posts are of one height and do not give way:</p>
<span class="katex-display"><span class="katex"><span class="katex-mathml"><math display="block"><semantics><mrow><mi>h</mi>
<mo stretchy="false">=</mo><mfrac linethickness="1px"><mrow><msub><mi>w</mi><mn>0</mn></msub><msup><mi>s</mi><mn>2</mn></msup></mrow>
<mrow><mn>8</mn><mi>T</mi></mrow></mfrac></mrow><annotation encoding="application/x-tex">h = \frac{w_0 s^2}{8T}</annotation>
</semantics></math></span><span class="katex-html" aria-hidden="true">drawing</span></span></span>
<div role="doc-pagebreak" aria-label="Page 42"></div><h2>Three posts</h2>
<p>With three posts there are two spans, and each pulls at the post in the middle, so that both have to be reckoned at once:</p>
<math display="block" alttext="the tensions by the spans if even"><mfenced open="[" close="]"><mtable columnalign="right left"><mtr><mtd>
<mi mathvariant="bold">T</mi></mtd><mtd columnspan="1"><mover accent="true"><mi>s</mi><mo>&rarr;</mo></mover></mtd></mtr><mtr><mtd>
<munderover><mo movablelimits="false">&sum;</mo><mn>1</mn><mi>n</mi></munderover></mtd><mtd><mroot><mi>x</mi><mn>3</mn></mroot><mspace
width="1em"></mspace><mtext>if even</mtext></mtd></mtr></mtable></mfenced></math>
<p>The old men did it with a string, a stone and a tally stick, and were never out by more than the breadth of a hand.</p>
</article></body></html>"#;

fn written(format: Format) -> Vec<u8> {
    let article = read(PAGE.as_bytes()).unwrap();
    assert_eq!(check_article(&article), []);
    let mut bytes = Vec::new();
    offprint::write(&Publication::of(article), format, &WriteOptions::default(), &mut bytes).unwrap();
    bytes
}

fn entry(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_book_has_formulas_and_a_page_list() {
    let book = written(Format::Epub);
    let chapter = entry(&book, "OEBPS/chapter-001.xhtml");
    for part in [
        "alttext=\"s\"><mi>s</mi></math> and a weight of <math",
        "display=\"block\" alttext=\"h = \\frac{w_0 s^2}{8T}\"><mrow><mi>h</mi><mo stretchy=\"false\">=</mo><mfrac \
         linethickness=\"1px\">",
        "alttext=\"the tensions by the spans if even\"><mrow><mo fence=\"true\">[</mo><mtable columnalign=\"right left\">",
        "<mo movablelimits=\"false\">∑</mo>",
        "aria-label=\"41\"></span>how far",
        "aria-label=\"42\"></span>Three posts</h2>",
    ] {
        assert!(chapter.contains(part), "{part} is not in {chapter}");
    }
    assert!(!chapter.contains("annotation") && !chapter.contains("drawing"), "{chapter}");
    let package = entry(&book, "OEBPS/content.opf");
    for part in
        ["properties=\"mathml\"", "accessibilityFeature\">MathML<", "pageNavigation<", "pageBreakSource"]
    {
        assert!(package.contains(part), "{part} is not in {package}");
    }
    assert_eq!(entry(&book, "OEBPS/nav.xhtml").matches("#c1-page-").count(), 2);

    let Some(epubcheck) = crate::validator("OFFPRINT_EPUBCHECK") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("formulas.epub");
    std::fs::write(&path, book).unwrap();
    let output = std::process::Command::new(epubcheck).arg("--usage").arg(&path).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let kinds = ["ERROR(", "WARNING(", "FATAL(", "USAGE("];
    assert!(!said.lines().any(|line| kinds.iter().any(|kind| line.starts_with(kind))), "{said}");
    assert!(output.status.success(), "{said}");
}

#[test]
fn texts_have_formulas_and_no_numbers_of_pages() {
    let markdown = String::from_utf8(written(Format::Markdown)).unwrap();
    assert!(markdown.contains("$$\nh = \\frac{w_0 s^2}{8T}\n$$"), "{markdown}");
    assert!(markdown.contains("a span of s and a weight of w_0 for each"), "{markdown}");
    let text = String::from_utf8(written(Format::Text)).unwrap();
    assert!(
        text.contains("h = \\frac{w_0 s^2}{8T}") && text.contains("the tensions by the spans if even"),
        "{text}"
    );
    for written in [markdown, text] {
        assert!(!written.contains("41") && !written.contains("42"), "{written}");
    }
}

#[test]
fn each_word_is_in_the_text_or_in_the_account() {
    let article = read(PAGE.as_bytes()).unwrap();
    let mut removed: Vec<(&str, &str)> =
        article.removals.iter().map(|r| (r.rule.as_str(), r.text.as_str())).collect();
    removed.sort_unstable();
    assert_eq!(
        removed,
        [("formula-drawing", "drawing"), ("page-break", "[41]"), ("title-line", "The sag of a rope")]
    );
    // Without the formulas, whose words are written anew, the text is that of the page to the word.
    let (mut bare, mut rest) = (String::new(), PAGE.split_once("</h1>").unwrap().1);
    while let Some((before, after)) = rest.split_once("<math") {
        bare.push_str(before);
        rest = after.split_once("</math>").unwrap().1;
    }
    bare.push_str(rest);
    let shown = crate::shown(&format!("<body>{bare}</body>"));
    let text = block_text(&article.body);
    let ours = ["h = \\frac{w_0 s^2}{8T}", "the tensions by the spans if even", "w_0", " s "];
    let text = ours.iter().fold(text, |text, formula| text.replacen(formula, " ", 1));
    assert_eq!(words(&text), words(&shown.replace("[41]", "").replace("drawing", "")));
}

#[test]
fn a_page_of_katex_keeps_its_paragraphs() {
    let article = read(&fixture("spiral--mathml-katex.html")).unwrap();
    let text = block_text(&article.body);
    assert!(text.contains("so the tension at height x above the end is the weight underneath:"), "{text}");
    assert!(text.contains("\nT(x) = \\frac{mgx}{L}\n"), "{text}");
    assert!(text.contains("For a spring of spring constant k and mass m the time is\nt=√(m/3k)\n"), "{text}");
}

//! Formulas: MathML of our own, the TeX that the page states, and a text for whoever can show neither.

use offprint_model::Math;

use super::Converter;
use super::inlines::clean_text;
use crate::formulas;
use crate::mathml::{annotated_tex, tex, written};
use crate::tag::Tag;

/// The class of the picture that MediaWiki puts beside a formula.
const PICTURE: &str = "mwe-math-fallback-image";

/// Signs that end a sentence after a formula: with them it stays in the line.
const ENDS: [char; 7] = ['.', ',', ';', ':', '!', '?', ')'];

impl Converter<'_> {
    /// The formula at a row. Its text is the TeX where the page has it, for what a line of signs loses of a formula (which
    /// part is above which) TeX says; else the page's own words
    /// for it, if none of the formula's are lost, or the signs.
    pub(super) fn formula(&self, row: usize) -> Option<Math> {
        if !self.shows(row) {
            return None;
        }
        let page = self.page;
        let form = written(page, row);
        let tex = annotated_tex(page, row);
        let alternative =
            page.attribute(row, "alttext").map(one_line).filter(|text| says_all(text, &form.text));
        let stated = tex.as_deref().map(one_line).or(alternative);
        let text = stated.filter(|text| !text.is_empty()).unwrap_or(form.text);
        (!text.is_empty()).then_some(Math { tex, mathml: form.mathml, text })
    }

    /// The formula of a script of MathJax 2.
    pub(super) fn scripted_formula(&self, row: usize) -> Option<Math> {
        let page = self.page;
        if !formulas::is_script(page, row) || !self.shows(page.row(row).parent) {
            return None;
        }
        let tex = tex(&page.raw_text(row))?;
        let mathml = formulas::of_script(page, row).and_then(|math| written(page, math).mathml);
        let text = one_line(&tex);
        (!text.is_empty()).then_some(Math { tex: Some(tex), mathml, text })
    }

    /// The formula that a row is, if it stands by itself on the page.
    pub(super) fn display_formula(&self, row: usize) -> Option<Math> {
        let page = self.page;
        if !matches!(page.tag(row), Tag::Math | Tag::Script | Tag::Span | Tag::Div) {
            return None;
        }
        let next = page.row(row).end;
        let goes_on = next < page.row(page.row(row).parent).end
            && page.tag(next) == Tag::Text
            && page.text(next).trim_start().starts_with(ENDS);
        if goes_on {
            return None;
        }
        if formulas::is_display_script(page, row) {
            return self.scripted_formula(row);
        }
        let is_display =
            |at: usize| page.attribute(at, "display").is_some_and(|how| how.eq_ignore_ascii_case("block"));
        // What else stands in the row shows nothing, but for pictures of the formula.
        let mut found = None;
        for at in page.subtree(row) {
            if found.is_some_and(|math| page.is_within(at, math)) {
                continue;
            }
            match page.tag(at) {
                Tag::Math if found.is_none() && is_display(at) && !self.is_gone(at) => found = Some(at),
                Tag::Math => return None,
                Tag::Text if page.row(at).visible && !page.text(at).trim().is_empty() => return None,
                Tag::Img if self.is_formula_picture(at) => {}
                Tag::Img | Tag::AmpImg | Tag::Picture => return None,
                Tag::Script if formulas::is_script(page, at) => return None,
                _ if at != row && self.is_gone(at) => return None,
                _ => {}
            }
        }
        self.formula(found?)
    }

    /// Whether a picture shows the formula beside it.
    pub(super) fn is_formula_picture(&self, row: usize) -> bool {
        let page = self.page;
        page.attribute(row, "class")
            .is_some_and(|names| names.split_ascii_whitespace().any(|n| n.starts_with(PICTURE)))
            && formulas::within(page, page.row(row).parent).is_some_and(|math| self.shows(math))
    }
}

/// Whether a text has all words of another; single letters are names of quantities.
fn says_all(text: &str, words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(1).is_some());
    words.all(|word| text.contains(word))
}

fn one_line(text: &str) -> String {
    clean_text(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use offprint_model::{Article, Block, Inline, Math, block_text, visit_inlines};

    use crate::{Context, Options, parse};

    const PROSE: &str = "Let the chain hang until it is at rest, and write down where each of its links has come to hang, \
                         which takes an afternoon and a patient friend with a ladder.";

    fn read(html: &str) -> Article {
        let page = format!(
            "<html><head><title>The hanging chain</title></head><body><article><h1>The hanging chain</h1><p>{PROSE}</p>\
             <p>{PROSE}</p>{}<p>{PROSE}</p></article></body></html>",
            html.replace("PROSE", PROSE)
        );
        let article = parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap();
        assert_eq!(offprint_model::check_article(&article), []);
        article
    }

    /// The blocks between the prose at the beginning and the end, a line each; formulas within a line as `⟦text⟧`.
    fn body(article: &Article) -> Vec<String> {
        let blocks = article.body.iter().filter(|block| !matches!(block, Block::Heading(_)));
        let lines = blocks.map(|block| match block {
            Block::Math(math) => format!("= {}", math.text),
            block => {
                let mut line = String::new();
                visit_inlines(std::slice::from_ref(block), &mut |inline| match inline {
                    Inline::Text { text } => line.push_str(text),
                    Inline::Math(math) => line.push_str(&format!("⟦{}⟧", math.text)),
                    Inline::Image(image) => {
                        line.push_str(&format!("!{}", image.alt.clone().unwrap_or_default()))
                    }
                    _ => {}
                });
                line
            }
        });
        let mut lines: Vec<String> = lines.collect();
        for _ in 0..2 {
            assert_eq!(lines.remove(0), PROSE);
        }
        assert_eq!(lines.pop().as_deref(), Some(PROSE));
        lines
    }

    fn formulas(article: &Article) -> Vec<Math> {
        let mut all = Vec::new();
        for block in &article.body {
            if let Block::Math(math) = block {
                all.push(math.clone());
            }
            visit_inlines(std::slice::from_ref(block), &mut |inline| {
                if let Inline::Math(math) = inline {
                    all.push(math.clone());
                }
            });
        }
        all
    }

    fn drawn(article: &Article) -> Vec<&str> {
        let ours = article.removals.iter().filter(|removal| removal.rule == "formula-drawing");
        ours.map(|removal| removal.text.as_str()).collect()
    }

    #[test]
    fn formulas_stand_in_their_lines_and_by_themselves() {
        let article = read(
            "<p>PROSE Its length is <math><mi>l</mi></math>, and its <b>height <math><msup><mi>h</mi><mn>2</mn></msup></math>\
             </b>.</p><math display=block><mi>y</mi><mo>=</mo><mi>cosh</mi><mi>x</mi></math>\
             <p>PROSE <math display=block alttext='y over x'><mfrac><mi>y</mi><mi>x</mi></mfrac></math> which is \
             <math alttext='a formula'><mtext>so much</mtext></math> or <math display=block><mi>k</mi></math>.</p><p><math><mi>c</mi></math></p>",
        );
        assert_eq!(
            body(&article),
            [
                &format!("{PROSE} Its length is ⟦l⟧, and its height ⟦h^2⟧."),
                "= y=cosh x",
                PROSE,
                "= y over x",
                "which is ⟦so much⟧ or ⟦k⟧.",
                "⟦c⟧"
            ]
        );
        assert!(formulas(&article).iter().all(|math| math.mathml.is_some() && math.tex.is_none()));
    }

    #[test]
    fn katex_is_read_once() {
        let one = |tex: &str, mathml: &str, display: &str| {
            format!(
                "<span class=katex><span class=katex-mathml><math{display}><semantics><mrow>{mathml}</mrow><annotation \
                 encoding='application/x-tex'>{tex}</annotation></semantics></math></span><span class=katex-html \
                 aria-hidden=true><span class=base><span class=mord>drawn</span></span></span></span>"
            )
        };
        let article = read(&format!(
            "<p>PROSE At {} it hangs:</p><span class=katex-display>{}</span><p>PROSE <span class=katex><span \
             class=katex-html>only drawn</span></span></p>",
            one("x", "<mi>x</mi>", ""),
            one("\\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", " display=block"),
        ));
        assert_eq!(
            body(&article),
            [&format!("{PROSE} At ⟦x⟧ it hangs:"), "= \\frac{a}{b}", &format!("{PROSE} only drawn")]
        );
        assert_eq!(drawn(&article), ["drawn", "drawn"]);
        let display = formulas(&article).pop().unwrap();
        assert_eq!(display.tex.as_deref(), Some("\\frac{a}{b}"));
        assert_eq!(
            display.mathml.as_deref(),
            Some("<math><mrow><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow></math>")
        );
    }

    #[test]
    fn mathjax_3_is_read_once() {
        let article = read(
            "<p>PROSE At <mjx-container class=MathJax jax=CHTML><mjx-math aria-hidden=true><mjx-mi><mjx-utext>drawn\
             </mjx-utext></mjx-mi></mjx-math><mjx-assistive-mml display=inline><math><mi>q</mi></math></mjx-assistive-mml>\
             </mjx-container> it hangs.</p>",
        );
        assert_eq!(body(&article), [format!("{PROSE} At ⟦q⟧ it hangs.")]);
        assert_eq!(drawn(&article), ["drawn"]);
    }

    #[test]
    fn mathjax_2_is_read_from_its_scripts() {
        let article = read(
            "<p>PROSE At <span class=MathJax_Preview>x</span><span class=MathJax><nobr>drawn</nobr><span \
             class=MJX_Assistive_MathML><math><mi>x</mi></math></span></span><script type='math/tex'>x</script> it hangs.\
             </p><p>PROSE</p><script type='math/tex; mode=display'>a &lt; b\\\\ c</script><p>PROSE <span class=MathJax>\
             only drawn</span> and <script type='text/javascript'>run()</script>.</p>",
        );
        assert_eq!(
            body(&article),
            [
                &format!("{PROSE} At ⟦x⟧ it hangs."),
                PROSE,
                "= a &lt; b\\\\ c",
                &format!("{PROSE} only drawn and .")
            ]
        );
        let all = formulas(&article);
        assert_eq!(all[0].mathml.as_deref(), Some("<math><mi>x</mi></math>"));
        assert_eq!(all[0].tex.as_deref(), Some("x"));
        assert_eq!(drawn(&article), ["x", "drawnx"]);
    }

    #[test]
    fn formulas_hidden_beside_their_pictures_are_read() {
        let article = read(
            "<p>PROSE At <span class=mwe-math-element><span class='mwe-math-mathml-inline mwe-math-mathml-a11y' \
             style='display: none;'><math alttext='{\\displaystyle x}'><semantics><mrow><mstyle displaystyle=true><mi>x</mi>\
             </mstyle></mrow><annotation encoding='application/x-tex'>{\\displaystyle x}</annotation></semantics></math>\
             </span><img src='https://a.example/x.svg' class=mwe-math-fallback-image-inline aria-hidden=true \
             alt='{\\displaystyle x}'></span> it hangs.</p><p>PROSE <img src='https://a.example/y.svg' \
             class=mwe-math-fallback-image-inline alt='y'> hangs.</p>",
        );
        assert_eq!(body(&article), [format!("{PROSE} At ⟦x⟧ it hangs."), format!("{PROSE} !y hangs.")]);
        assert!(!block_text(&article.body).contains("displaystyle"));
    }
}

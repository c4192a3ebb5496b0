//! Formulas between dollar signs. They stay harmless where they are taken for Markdown, which many readers do, and where
//! they are set: no command of TeX that reaches outside the formula or gives other commands new meanings.

use offprint_model::is_xml_char;

/// Commands that link, fetch, style, read or write files, load more commands, or give commands other meanings (LaTeX, MathJax,
/// KaTeX). Those that begin with `html` make markup.
const REACHING: [&str; 28] = [
    "bbox",
    "catcode",
    "class",
    "csname",
    "cssId",
    "data",
    "def",
    "edef",
    "gdef",
    "href",
    "immediate",
    "include",
    "includegraphics",
    "input",
    "let",
    "mmlToken",
    "newcommand",
    "newenvironment",
    "openout",
    "providecommand",
    "read",
    "renewcommand",
    "require",
    "style",
    "url",
    "usepackage",
    "write",
    "xdef",
];

/// TeX as it may stand between dollar signs; none for what may not.
pub(crate) fn formula(tex: &str) -> Option<String> {
    let mut commands = tex.split('\\').skip(1).map(|after| {
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        after.get(..end).unwrap_or_default()
    });
    let reaches = |name: &str| REACHING.contains(&name) || name.starts_with("html");
    if tex.contains(['$', '`']) || commands.any(reaches) {
        return None;
    }
    let clean: String = tex.chars().filter(|c| is_xml_char(*c)).collect();
    // An empty line would end the paragraph that the formula is for Markdown.
    let lines: Vec<&str> = clean.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    let mut out = String::with_capacity(clean.len() + 8);
    let joined = lines.join("\n");
    // Space means nothing in a formula. After these it makes plain text of what would be a tag, a link's address or a
    // definition.
    let mut rest = joined.trim().chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        let next = rest.peek().copied();
        let opens = match c {
            '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            ']' => matches!(next, Some('(' | '[' | ':')),
            _ => false,
        };
        if opens {
            out.push(' ');
        }
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn formulas_stay_formulas() {
        assert_eq!(formula(" a^2\n\n+ b ").as_deref(), Some("a^2\n+ b"));
        assert_eq!(formula("a<b<3").as_deref(), Some("a< b<3"));
        assert_eq!(formula("[0,1](x)").as_deref(), Some("[0,1] (x)"));
        assert_eq!(formula("\\frac{a}{\\hbar}").as_deref(), Some("\\frac{a}{\\hbar}"));
    }

    #[test]
    fn what_reaches_outside_is_none() {
        for bad in [
            "",
            "$",
            "\\href{javascript:x}{a}",
            "\\htmlData{a=b}{c}",
            "\\style{color:red}{a}",
            "\\def\\a{b}",
            "`",
        ] {
            assert_eq!(formula(bad), None, "{bad}");
        }
    }
}

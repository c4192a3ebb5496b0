//! YAML front matter. Every string is a JSON string, which YAML 1.2 takes as it is (§1.3).

use offprint_model::{Person, Publication, Role, is_safe_url};

/// The front matter with its lines of three hyphens.
pub(crate) fn write(publication: &Publication, out: &mut String) {
    let metadata = &publication.metadata;
    out.push_str("---\n");
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.push_str(&format!("{key}: {}\n", quoted(value)));
        }
    };
    line("title", metadata.title.as_deref());
    line("subtitle", metadata.dek.as_deref());
    line("date", metadata.published.map(|d| d.to_string()).as_deref());
    line("modified", metadata.modified.map(|d| d.to_string()).as_deref());
    line("site", metadata.site.as_deref());
    line("section", metadata.section.as_deref());
    line("lang", metadata.language.as_ref().map(|l| l.as_str()));
    let saved = publication.articles.first().and_then(|article| article.provenance.url.as_deref());
    line("source", metadata.url.as_deref().or(saved).filter(|url| is_safe_url(url)));
    line("licence", metadata.licence.as_deref());
    if !metadata.authors.is_empty() {
        out.push_str("authors:\n");
        metadata.authors.iter().for_each(|person| author(person, out));
    }
    if !metadata.tags.is_empty() {
        let tags: Vec<String> = metadata.tags.iter().map(|tag| quoted(tag)).collect();
        out.push_str(&format!("tags: [{}]\n", tags.join(", ")));
    }
    out.push_str("---\n");
}

fn author(person: &Person, out: &mut String) {
    out.push_str(&format!("  - name: {}\n", quoted(&person.name)));
    let role = (person.role != Role::Author).then(|| person.role.as_str());
    let facts = [
        ("role", role),
        ("post", person.post.as_deref()),
        ("affiliation", person.affiliation.as_deref()),
        ("url", person.url.as_deref().filter(|url| is_safe_url(url))),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            out.push_str(&format!("    {key}: {}\n", quoted(value)));
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

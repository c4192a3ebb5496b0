//! Site configs in the format of fivefilters' Full-Text RSS (<https://help.fivefilters.org/full-text-rss/site-patterns.html>):
//! a line for each statement, `field: value`, most values XPath.
//!
//! A line that cannot be read is a problem told with the site's articles, not an error: of two thousand files written
//! over fifteen years some have slips, and the rest of such a file is good. Fields about fetching, logging in and
//! markup do nothing here and are listed as ignored.

use super::selector::shortened;
use super::{Ignored, Replacement, Selector, SiteRules};

/// The file with the rules for every site.
pub(super) const GLOBAL: &str = "global.txt";

/// Fields that are known and do nothing: what is not fetched needs no links and headers, pages are read as browsers
/// read them whatever `tidy` and `parser` say, and markup is cleaned and pictures are found by the parser's own ways.
const IDLE: [&str; 30] = [
    "autodetect_next_page",
    "convert_double_br_tags",
    "dissolve",
    "footnotes",
    "http_header",
    "if_page_contains",
    "insert_detected_image",
    "login_extra_fields",
    "login_password_field",
    "login_uri",
    "login_username_field",
    "move_into",
    "native_ad_clue",
    "next_page_link",
    "not_logged_in_xpath",
    "parser",
    "post_strip_attr",
    "requires_login",
    "single_page_link",
    "single_page_link_in_feed",
    "skip_id_or_class",
    "skip_json_ld",
    "src_lazy_load_attr",
    "strip_attr",
    "strip_comments",
    "test_contains",
    "test_content",
    "test_url",
    "tidy",
    "wrap_in",
];

impl SiteRules {
    /// Reads a site config. `file` is its name, for messages; it is not opened.
    pub fn from_config(text: &str, file: &str) -> Self {
        let mut rules = Self::default();
        let is_global = file == GLOBAL;
        let (mut finds, mut replacements): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let (line, number) = (line.trim(), index + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((field, bracket, value)) = statement(line) else {
                rules.problems.push(format!(
                    "{file}, line {number}: “{}” is no statement; write field: value",
                    shortened(line)
                ));
                continue;
            };
            let mut xpath = |list: &mut Vec<Selector>| match Selector::xpath(value) {
                Ok(selector) => list.push(selector.at(file, number).of_config(is_global)),
                Err(error) => rules.problems.push(format!(
                    "{file}, line {number}: “{}” of {field} was left out as it is no XPath 1.0: {}",
                    shortened(value),
                    error.cause
                )),
            };
            match field {
                // Without a value a statement says nothing, but for the replacement by nothing.
                "replace_string" if bracket.is_none() => replacements.push(value),
                "replace_string" => {
                    finds.push(bracket.unwrap_or_default());
                    replacements.push(value);
                }
                _ if value.is_empty() => {}
                "find_string" => finds.push(value),
                "title" => xpath(&mut rules.title),
                "author" => xpath(&mut rules.author),
                "date" => xpath(&mut rules.date),
                "body" => {
                    let mut list = Vec::new();
                    xpath(&mut list);
                    rules.include.extend((!list.is_empty()).then_some(list));
                }
                "strip" => xpath(&mut rules.exclude),
                "strip_id_or_class" | "strip_image_src" => {
                    let part = value.replace(['"', '\''], "");
                    let selector = if field == "strip_image_src" {
                        Selector::image_source(&part)
                    } else {
                        Selector::class_or_id(&part)
                    };
                    if !part.is_empty() {
                        rules.exclude.push(selector.at(file, number).of_config(is_global));
                    }
                }
                "prune" => rules.keep_furniture = is_no(value),
                "autodetect_on_failure" => rules.alone = is_no(value),
                _ if IDLE.contains(&field) => {
                    rules.ignored.push(Ignored {
                        file: file.to_owned(),
                        line: number,
                        field: field.to_owned(),
                    });
                }
                _ => rules
                    .problems
                    .push(format!("{file}, line {number}: {field} is no field of a site config")),
            }
        }
        if finds.len() == replacements.len() {
            let pairs = finds.into_iter().zip(replacements).filter(|(find, _)| !find.is_empty());
            rules.replace = pairs
                .map(|(find, with)| Replacement { find: find.into(), with: with.into(), file: file.into() })
                .collect();
        } else {
            rules.problems.push(format!(
                "{file}: {} find_string and {} replace_string are no pairs; none of them was done",
                finds.len(),
                replacements.len()
            ));
        }
        rules
    }
}

/// A line as field, what stands in brackets after it, and value: `replace_string(<a>): <b>`.
fn statement(line: &str) -> Option<(&str, Option<&str>, &str)> {
    let name_end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = line.split_at_checked(name_end)?;
    if let Some(inside) = rest.trim_start().strip_prefix('(') {
        let (bracket, value) = inside.split_once("):").or_else(|| inside.split_once(") :"))?;
        return Some((name, Some(bracket), value.trim()));
    }
    let value = rest.trim_start().strip_prefix(':')?;
    (!name.is_empty()).then_some((name, None, value.trim()))
}

fn is_no(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "no" | "false" | "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_statements() {
        let text = "# harbour\ntitle: //h1\nbody: //div[@id='a']\nbody: //article\nauthor: 'Ann Poe'\n\
                    strip: //aside\nstrip_id_or_class: 'promo'\nstrip_image_src: /pixel\nprune: no\n\
                    find_string: <b>: x\nreplace_string: <i>\nreplace_string(<a href=\"http://x\">): <u>\n\
                    find_string: gone\nreplace_string:\ntidy: no\ntest_url: https://harbour.example/a\n\
                    autodetect_on_failure: no\nhttp_header(Cookie): a=b\n";
        let rules = SiteRules::from_config(text, "harbour.example.txt");
        assert_eq!(rules.problems, Vec::<String>::new());
        assert_eq!((rules.include.len(), rules.title.len(), rules.author.len()), (2, 1, 1));
        let exclude: Vec<&str> = rules.exclude.iter().map(Selector::text).collect();
        assert_eq!(exclude, ["//aside", "promo", "/pixel"]);
        assert!(rules.alone && rules.keep_furniture);
        let pairs: Vec<(&str, &str)> =
            rules.replace.iter().map(|one| (one.find.as_str(), one.with.as_str())).collect();
        assert_eq!(pairs, [("<b>: x", "<i>"), ("<a href=\"http://x\">", "<u>"), ("gone", "")]);
        let ignored: Vec<&str> = rules.ignored.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(ignored, ["tidy", "test_url", "http_header"]);
    }

    #[test]
    fn slips_are_problems_and_the_rest_is_read() {
        let text = "title //h1\nbody: //div[\nstrip: //p[contain(., 'x')]\nbodyy: //x\nfind_string: a\ndate: //time\n";
        let rules = SiteRules::from_config(text, "f.txt");
        let starts: Vec<&str> =
            rules.problems.iter().filter_map(|p| p.split_once(':').map(|(at, _)| at)).collect();
        assert_eq!(starts, ["f.txt, line 1", "f.txt, line 2", "f.txt, line 3", "f.txt, line 4", "f.txt"]);
        assert!(rules.problems[2].contains("“//p[contain(., 'x')]” of strip"), "{:?}", rules.problems);
        assert_eq!((rules.date.len(), rules.include.len(), rules.replace.len()), (1, 0, 0));
    }
}

//! Bylines: lines that name who made the article.

use offprint_model::{Person, PersonKind, Role};

use super::opening::{after_words, is_opening};
use super::person::{is_group, split_people};
use super::role_after::named_before_role;
use crate::wide::is_wide;

/// No byline is longer, in characters.
const LONGEST: usize = 200;

/// Whether a text has more characters than that. What is much longer is not counted.
pub(crate) fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && (text.len() > most * 4 || text.chars().count() > most)
}

/// The people whom a byline names; empty for a byline without a name (“By: /”); nothing for what is no byline.
pub(crate) fn parse_byline(text: &str, _language: Option<&str>) -> Option<Vec<Person>> {
    let text = text.trim().trim_start_matches(['•', '·', '|', '—', '–', '-', '✍', ' ']);
    if is_longer(text, LONGEST) {
        return None;
    }
    // “（文：山田太郎）”
    let text = text.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')).unwrap_or(text);
    if after_words(text).is_none()
        && let Some(people) = named_before_role(text)
    {
        return Some(people);
    }
    if let Some(rest) = after_date(text) {
        return parse_byline(rest, _language);
    }
    let clauses = clauses(text);
    // One clause, or one that opens as a byline does; in a line of several, such as “3 May | Source: X | Author: Y”,
    // any may be the byline as long as each is short.
    let opens = clauses.first().is_some_and(|first| after_words(first).is_some());
    if !opens && (clauses.len() < 2 || clauses.iter().any(|c| c.chars().count() > LONGEST_CLAUSE)) {
        return None;
    }
    let mut people: Option<Vec<Person>> = None;
    for clause in clauses {
        if let Some(named) = clause_people(clause) {
            people.get_or_insert_default().extend(named);
        }
    }
    people
}

/// What follows a date that opens the line, from the word of the byline on: “June 14th, 2009 by Maud Ellery”.
fn after_date(text: &str) -> Option<&str> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let at = text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        after_words(rest).is_some_and(|(_, role, _)| role == Role::Author)
    })?;
    let (date, rest) = (text.get(..at)?, text.get(at + 1..)?);
    let date = date.trim_end_matches([' ', '|', '•', '·', '—', '–', '-', ',']);
    (date.chars().any(|c| c.is_ascii_digit()) && crate::dates::is_dateline(date, None).is_some())
        .then_some(rest)
}

/// No clause of a line of facts is longer, in characters.
const LONGEST_CLAUSE: usize = 50;

/// The clauses of a line: what separators part, and what begins with the word of another role (“… Photographs by …”).
fn clauses(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let wide = text.chars().any(is_wide);
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        // “文・写真　山田太郎”: the wide space after the words of a byline parts nothing.
        let strong = matches!(c, '|' | '•' | '·' | '⋅' | '∙' | '\n')
            || c == '\u{3000}' && !is_opening(text.get(start..at).unwrap_or_default());
        let listed = matches!(c, '、' | '，') && opens_other(rest.trim_start());
        let weak = matches!(c, ',' | '.' | ';' | '；') && before.is_alphabetic() && {
            let next = rest.trim_start();
            next.len() < rest.len() && after_words(next).is_some_and(|(_, role, _)| role != Role::Author)
        };
        // “… 10:22 来源：南岭周报 作者：林晓云”: in scripts without spaces a space parts, where a word with a colon follows.
        // Or a point: “文・佐藤健一 写真・田中美咲”. Not within a label of several words: “Contributions from:”.
        let label_end = || {
            let clause = text.get(start..).unwrap_or_default().trim_start();
            after_words(clause).map_or(start, |(rest, ..)| text.len() - rest.len())
        };
        let labelled = c == ' '
            && wide
            && after_words(rest).is_some_and(|(names, _, colon)| colon || names.starts_with('・'))
            && at >= label_end();
        // “Text by Ann Poe Illustrations by Jo Roe”: words of a role and “by” begin a clause of their own.
        let helped = c == ' '
            && before.is_alphabetic()
            && rest.starts_with(char::is_uppercase)
            && after_words(rest).is_some_and(|(names, role, _)| {
                let words = rest.len() - names.len();
                role != Role::Author && rest.get(..words).is_some_and(|phrase| phrase.contains(' '))
            });
        if strong || weak || listed || labelled || helped {
            out.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
        before = c;
    }
    out.extend(text.get(start..));
    out.iter_mut().for_each(|clause| *clause = clause.trim());
    out.retain(|clause| !clause.is_empty());
    out
}

/// Whether a clause opens with the word of a role and a sign after it: “写真：鈴木一郎”.
fn opens_other(text: &str) -> bool {
    after_words(text).is_some_and(|(_, _, colon)| colon)
}

/// The people whom one clause names.
fn clause_people(text: &str) -> Option<Vec<Person>> {
    let (rest, role, colon) = after_words(text)?;
    let rest = rest.trim().trim_matches(JOINTS).trim();
    if rest.is_empty() {
        // A bare “By” says that a name was meant to stand there; a bare role (“Photos”) is a section's title.
        return (role == Role::Author && (colon || text.split_whitespace().count() == 1)).then(Vec::new);
    }
    // What stands after the names: a date, a place, a reading time.
    let names = rest.split(['|', '•', '·', '⋅', '∙']).next().unwrap_or(rest);
    let names = super::role_after::without_role(cut_at_date(names));
    // A name begins with a capital letter (or a script that has none), and a byline is no sentence.
    let posted = text.split_whitespace().nth(1).is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let lower_start = !posted && names.chars().next().is_some_and(char::is_lowercase);
    let sentence = names.trim_end().ends_with(['.', '!', '?', '。']) && names.split_whitespace().count() > 6;
    if lower_start && !is_group(names) || sentence {
        return None;
    }
    let mut people = split_people(names);
    if people.is_empty() && is_group(names) && names.split_whitespace().count() <= 6 {
        people.push(Person { kind: PersonKind::Group, ..Person::named(names.trim()) });
    }
    // A reader's or member's name under which something was posted: “Posted by mixmasterfred”.
    let handle = names.split_whitespace().count() == 1 && names.chars().count() >= 3;
    if people.is_empty() && handle && role == Role::Author && posted {
        people.push(Person::named(names.trim()));
    }
    let words: usize = people
        .iter()
        .map(|p| {
            p.name.split_whitespace().count() + p.post.as_deref().map_or(0, |t| t.split_whitespace().count())
        })
        .sum();
    // Most of the line must be names and posts: “By 2030 New York will…” is not.
    if people.is_empty() || words * 2 < names.split_whitespace().count() {
        return None;
    }
    for person in &mut people {
        person.role = role;
    }
    Some(people)
}

/// What may stand between the words of a byline and the names.
const JOINTS: [char; 12] = ['/', '|', '-', '–', '—', ',', ':', '：', '／', '＝', '=', '・'];

/// What may stand around a word that goes with a date.
const AROUND: [char; 6] = [',', '.', '-', '–', ':', '：'];

/// The part before a date: “Jane Doe July 4, 2020”, “Jane Doe on 4 July”.
fn cut_at_date(text: &str) -> &str {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return text };
    let head = text.get(..at).unwrap_or(text).trim_end();
    let mut cut = head;
    // The month before the day, and “on”, go with the date.
    while let Some((before, last)) = cut.rsplit_once(char::is_whitespace) {
        let word = last.trim_matches(AROUND).to_lowercase();
        let goes = crate::dates::is_dateline(&format!("{word} 2014"), None).is_some()
            || word.chars().count() > 3 && crate::dates::goes_with_dates(&word)
            || matches!(
                word.as_str(),
                "on" | "at" | "updated" | "published" | "posted" | "am" | "le" | "el" | "den" | ""
            );
        if !goes {
            break;
        }
        cut = before.trim_end();
    }
    without_glued(cut, cut.len() < head.len())
}

/// “Ann PoePublished”, “Ann PoeLast updated”: without a word of a date that nothing parts from the name. `before_word`: a word
/// of a date stood behind.
fn without_glued(text: &str, before_word: bool) -> &str {
    let starts = text
        .char_indices()
        .zip(text.chars().skip(1))
        .filter(|((_, c), next)| c.is_lowercase() && next.is_uppercase());
    let mut starts = starts.map(|((at, c), _)| at + c.len_utf8());
    let is_of_date = |at: &usize| {
        let tail = text.get(*at..).unwrap_or_default().trim_matches(AROUND).to_lowercase();
        crate::dates::goes_with_dates(&tail) || before_word && tail == "last"
    };
    starts.find(is_of_date).and_then(|at| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Vec<String>> {
        parse_byline(text, None).map(|people| people.into_iter().map(|p| p.name).collect())
    }

    #[test]
    fn reads_bylines() {
        let some = |names: &[&str]| Some(names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(names("By: Navid Hassibi"), some(&["Navid Hassibi"]));
        assert_eq!(names("By: /"), some(&[]));
        assert_eq!(names("By Jane Doe and John Roe"), some(&["Jane Doe", "John Roe"]));
        assert_eq!(names("BY JANE DOE | JULY 4, 2020"), some(&["Jane Doe"]));
        assert_eq!(names("By Jane Doe July 4, 2020"), some(&["Jane Doe"]));
        assert_eq!(names("June 14th, 2009 by Maud Ellery"), some(&["Maud Ellery"]));
        assert_eq!(names("Text von Ines Ek Illustration von Yusuf Demir"), some(&["Ines Ek", "Yusuf Demir"]));
        assert_eq!(names("Von Anna Müller Publiziert 02/02/2022"), some(&["Anna Müller"]));
        assert_eq!(names("By Ann Poe and Gwen Lacey in Saltmere"), some(&["Ann Poe", "Gwen Lacey"]));
        assert_eq!(names("By Ann PoePublished 3 May 2020"), some(&["Ann Poe"]));
        assert_eq!(names("By Ann PoePublished: 3 May 2020"), some(&["Ann Poe"]));
        assert_eq!(names("By Ann Poe Published: 3 May 2020"), some(&["Ann Poe"]));
        assert_eq!(names("By Ann PoeLast updated on: 3 May 2020"), some(&["Ann Poe"]));
        assert_eq!(names("Posted by mixmasterfred"), some(&["mixmasterfred"]));
        assert_eq!(names("Von Anna Müller"), some(&["Anna Müller"]));
        assert_eq!(names("Translated by Ann Poe"), some(&["Ann Poe"]));
        assert_eq!(names("by Rosa Ek, translated by Emil Stone"), some(&["Rosa Ek", "Emil Stone"]));
        assert_eq!(names("Words by Ines Ek. Photographs by Yusuf Demir"), some(&["Ines Ek", "Yusuf Demir"]));
        assert_eq!(names("2013年04月08日 10:22　来源：南岭周报　作者：林晓云"), some(&["林晓云"]));
        assert_eq!(names("2013年04月08日 10:22 来源：南岭周报 作者：林晓云"), some(&["林晓云"]));
        assert_eq!(
            names("By JANE PARFITT and TOM A. SELLERS\nStaff writers"),
            some(&["Jane Parfitt", "Tom A. Sellers"])
        );
        assert_eq!(
            names("By JANE PARFITT and TOM A. SELLERS Staff writers"),
            some(&["Jane Parfitt", "Tom A. Sellers"])
        );
        assert_eq!(parse_byline("Translated by Ann Poe", None).unwrap()[0].role, Role::Translator);
        assert_eq!(parse_byline("By Associated Press", None).unwrap()[0].kind, PersonKind::Group);
    }

    #[test]
    fn reads_bylines_of_every_language() {
        for (text, expected) in [
            ("By Ann Poe and John Roe", &["Ann Poe", "John Roe"][..]),
            ("By Ann Poe, John Roe & Mary Major", &["Ann Poe", "John Roe", "Mary Major"]),
            ("Ein Beitrag von Anna Müller und Jan Kurz", &["Anna Müller", "Jan Kurz"]),
            ("Par Claire Dubois et Luc Martin", &["Claire Dubois", "Luc Martin"]),
            ("Por María Pérez y Juan Gómez", &["María Pérez", "Juan Gómez"]),
            ("Por Ana Sousa e Rui Lopes", &["Ana Sousa", "Rui Lopes"]),
            ("Di Anna Rossi e Luca Bianchi", &["Anna Rossi", "Luca Bianchi"]),
            ("Door Jan de Vries en Piet Bakker", &["Jan de Vries", "Piet Bakker"]),
            ("Autor: Anna Kowalska i Jan Nowak", &["Anna Kowalska", "Jan Nowak"]),
            ("Av Anna Berg och Lars Holm", &["Anna Berg", "Lars Holm"]),
            ("Автор: Иван Петров", &["Иван Петров"]),
            ("Автор: Олена Коваль", &["Олена Коваль"]),
            ("Yazan: Ayşe Demir", &["Ayşe Demir"]),
            ("بقلم: أحمد حسن", &["أحمد حسن"]),
            ("بقلم أحمد حسن", &["أحمد حسن"]),
            ("מאת: דנה כהן", &["דנה כהן"]),
            ("نویسنده: علی رضایی", &["علی رضایی"]),
            ("文：山田太郎", &["山田太郎"]),
            ("作者：林晓云", &["林晓云"]),
            ("글: 김민수", &["김민수"]),
            ("लेखक: अनिता शर्मा", &["अनिता शर्मा"]),
            ("अनिता शर्मा द्वारा", &["अनिता शर्मा"]),
            ("Του Γιάννη Παπαδόπουλου", &["Γιάννη Παπαδόπουλου"]),
            ("Γράφει η Μαρία Παππά", &["Μαρία Παππά"]),
            ("Κείμενο: Νίκος Βλάχος και Μαρία Παππά", &["Νίκος Βλάχος", "Μαρία Παππά"]),
            ("โดย สมชาย ใจดี", &["สมชาย ใจดี"]),
            ("เรื่อง: สมชาย ใจดี | ภาพ: มานี รักไทย", &["สมชาย ใจดี", "มานี รักไทย"]),
            ("نوشتهٔ علی رضایی", &["علی رضایی"]),
            ("به قلم علی رضایی", &["علی رضایی"]),
            ("文・山田太郎", &["山田太郎"]),
            ("文・山田太郎 写真・鈴木一郎", &["山田太郎", "鈴木一郎"]),
            ("文・山田太郎　写真・鈴木一郎 構成・佐藤健一", &["山田太郎", "鈴木一郎", "佐藤健一"]),
            ("取材・文＝山田太郎", &["山田太郎"]),
            ("取材・文=山田太郎　撮影=鈴木一郎", &["山田太郎", "鈴木一郎"]),
            ("構成/山田太郎", &["山田太郎"]),
            ("（文：山田太郎、写真：鈴木一郎）", &["山田太郎", "鈴木一郎"]),
            ("文：山田太郎 写真：鈴木一郎", &["山田太郎", "鈴木一郎"]),
            ("文・写真　山田太郎", &["山田太郎"]),
            ("记者 王小明 报道", &["王小明"]),
            ("（本报记者王小明）", &["王小明"]),
            ("作者:王小明", &["王小明"]),
            ("撰文/王小明", &["王小明"]),
            ("文/王小明", &["王小明"]),
            ("文／王小明 图／李晓红", &["王小明", "李晓红"]),
            ("김철수 기자", &["김철수"]),
            ("김철수 기자 kim@example.org", &["김철수"]),
            ("김철수·박영희 기자", &["김철수", "박영희"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(names(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn credits_helpers_by_role() {
        for (text, role) in [
            ("Edited by Ann Poe", Role::Editor),
            ("Reviewed By: Ann Poe", Role::Reviewer),
            ("Contributions From: Ann Poe", Role::Contributor),
            ("Photographs by Ann Poe", Role::Photographer),
            ("Medically reviewed by Ann Poe, MD", Role::Reviewer),
            ("Illustrations by Ann Poe", Role::Illustrator),
            ("Translated from the German by Ann Poe", Role::Translator),
            ("Aus dem Englischen übersetzt von Ann Poe", Role::Translator),
            ("Traducido del francés por Ann Poe", Role::Translator),
            ("Traduction de l’anglais : Ann Poe", Role::Translator),
            ("Φωτογραφίες: Ann Poe", Role::Photographer),
            ("ภาพ: Ann Poe", Role::Photographer),
            ("As told to Ann Poe", Role::Author),
        ] {
            let people = parse_byline(text, None).unwrap_or_default();
            let told: Vec<(&str, Role)> = people.iter().map(|p| (p.name.as_str(), p.role)).collect();
            assert_eq!(told, [("Ann Poe", role)], "{text}");
        }
        let staff = parse_byline("By Courier Staff", None).unwrap();
        assert_eq!((staff[0].name.as_str(), staff[0].kind), ("Courier Staff", PersonKind::Group));
    }

    #[test]
    fn leaves_sentences_alone() {
        for text in [
            "By the time the rain had stopped, the river was over its banks.",
            "By 2030 New York will have run out of sand.",
            "By contrast, Paris has none.",
            "From Baghdad to Basra the roads were empty.",
            "Text messages are read within minutes.",
            "文化庁の調査によると、町家は減っている。",
            "写真・動画",
            "文・化",
            "記者会見は三時に始まった。",
            "记者从会议上了解到，桥将重建。",
            "시민 기자",
            "โดยทั่วไป แม่น้ำจะท่วมในเดือนตุลาคม",
        ] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}

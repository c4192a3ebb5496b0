//! The same person named several times becomes one.

use offprint_model::Person;
use unicode_normalization::UnicodeNormalization as _;

/// Each person once, in the order of first mention, with what every mention tells.
pub(crate) fn merge(people: Vec<Person>) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    for person in people {
        let key = key(&person.name);
        if key.is_empty() {
            continue;
        }
        match out.iter_mut().find(|known| self::key(&known.name) == key) {
            Some(known) => {
                known.post = known.post.take().or(person.post);
                known.affiliation = known.affiliation.take().or(person.affiliation);
                known.biography = known.biography.take().or(person.biography);
                known.url = known.url.take().or(person.url);
            }
            None => out.push(person),
        }
    }
    out
}

/// A name without case, accents, points and spaces.
pub(crate) fn key(name: &str) -> String {
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_what_is_missing() {
        let again = Person { post: Some("Editor".into()), ..Person::named("JOSÉ Díaz") };
        let merged = merge(vec![Person::named("Jose Diaz"), again]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].post.as_deref(), Some("Editor"));
    }
}

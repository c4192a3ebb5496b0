//! End to end: the program and the library against fixtures.

#[cfg(test)]
mod account;
#[cfg(test)]
mod hostile_input;
#[cfg(test)]
mod think_tank;
#[cfg(test)]
mod truth;

#[cfg(test)]
fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

#[cfg(test)]
fn read(bytes: &[u8]) -> Result<offprint::Article, offprint::ParseError> {
    offprint::read(bytes, &offprint::Context::default(), &offprint::Options::default())
}

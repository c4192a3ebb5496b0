//! The program offprint.
fn main() {}

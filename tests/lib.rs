//! End to end: the program and the library against fixtures, validators and golden files.

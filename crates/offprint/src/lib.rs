//! From a scraped article to EPUB, PDF and text: the library's front door.

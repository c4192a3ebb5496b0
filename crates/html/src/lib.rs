//! The one writer of HTML and XHTML, for web pages and for the chapters of an EPUB.

//! EPUB 3.3 from the document model.

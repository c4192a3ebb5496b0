//! Plain text and Markdown from the document model.

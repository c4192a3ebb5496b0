//! Tagged, archival PDF from the document model.

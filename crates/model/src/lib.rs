//! The normalized document model: what an article is once it has been found and cleaned.
//!
//! [`Publication`] → [`Article`] → [`Block`] → [`Inline`]. The parser makes it, the emitters read it;
//! it holds no HTML and does no I/O. With serde it becomes the JSON that `docs/schema` describes, whose
//! version is [`SCHEMA_VERSION`]. [`check`] names what a document breaks of the promises that every
//! emitter builds on.
#![warn(missing_docs)]

mod article;
mod block;
mod block_text;
mod cross_references;
mod date;
mod deadline;
mod digest;
mod figure_cell;
mod identifier;
mod inline;
mod invariants;
mod labels;
mod labels_by_language;
mod language;
mod mathml;
mod metadata;
mod orientation;
mod percent_decoded;
mod provenance;
mod publication;
mod removal;
mod resource;
mod safe_url;
mod visit;

pub use article::{Article, Matter, Note, Warning, WarningKind};
pub use block::{
    Aside, Attributes, Block, Code, DefinitionItem, DefinitionList, Embed, EmbedKind, Figure, Heading, List,
    ListItem, MAX_BLOCK_DEPTH, Paragraph, Quotation, Scope, Stanza, Table, TableCell, TableRow, Verse,
    VerseLine,
};
pub use block_text::{block_text, marked_text};
pub use cross_references::{CrossReference, CrossReferences, comparable_address};
pub use date::{DateError, PartialDate, Precision, TimeOfDay};
pub use deadline::Deadline;
pub use digest::{hex, resource_id, sha256_hex};
pub use identifier::{publication_urn, uuid_urn};
pub use inline::{Image, Inline, MAX_INLINE_DEPTH, Math, plain_text};
pub use invariants::{Violation, check, check_article};
pub use labels::Labels;
pub use language::{Direction, LanguageTag, LanguageTagError};
pub use mathml::{MAX_MATH_DEPTH, MathContent, is_math_attribute, is_math_within, math_content};
pub use metadata::{Field, Metadata, Origin, Person, PersonKind, Role};
pub use percent_decoded::percent_decoded;
pub use provenance::{InputKind, Provenance};
pub use publication::{Part, Publication, SCHEMA_VERSION, Series};
pub use removal::{Place, Removal, RemovalKind};
pub use resource::{MediaType, NoResources, Resource, ResourceSource};
pub use safe_url::{is_identifier, is_relative_address, is_safe_url, is_xml_char};
pub use visit::{visit_blocks, visit_images, visit_inlines};

/// The JSON schema (draft 2020-12) of [`Publication`], version [`SCHEMA_VERSION`].
#[cfg(feature = "schema")]
pub fn json_schema() -> schemars::Schema {
    schemars::schema_for!(Publication)
}

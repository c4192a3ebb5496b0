//! The semantic units of PREMIS 3.0 that are used, named as its Data Dictionary names them.

use serde::Serialize;

use crate::format::FormatFacts;
use crate::outputs::Output;

/// One entity.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Line<'a> {
    Agent(Agent<'a>),
    Object(Object<'a>),
    Event(Event<'a>),
}

/// What identifies something, and of what kind that is.
#[derive(Clone, Copy)]
pub(super) struct Identifier<'a> {
    kind: &'static str,
    value: &'a str,
}

impl<'a> Identifier<'a> {
    pub fn new(kind: &'static str, value: &'a str) -> Self {
        Self { kind, value }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgentIdentifier<'a> {
    agent_identifier_type: &'static str,
    agent_identifier_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Agent<'a> {
    agent_identifier: [AgentIdentifier<'a>; 1],
    agent_name: [&'static str; 1],
    agent_type: &'static str,
    agent_version: &'a str,
}

impl<'a> Agent<'a> {
    pub fn software(name: &'static str, id: &'a str, version: &'a str) -> Self {
        let agent_identifier =
            [AgentIdentifier { agent_identifier_type: "local", agent_identifier_value: id }];
        Self { agent_identifier, agent_name: [name], agent_type: "software", agent_version: version }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ObjectIdentifier<'a> {
    object_identifier_type: &'static str,
    object_identifier_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fixity<'a> {
    message_digest_algorithm: &'static str,
    message_digest: &'a str,
    message_digest_originator: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FormatDesignation {
    format_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format_version: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FormatRegistry {
    format_registry_name: &'static str,
    format_registry_key: &'static str,
    format_registry_role: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Format {
    format_designation: FormatDesignation,
    #[serde(skip_serializing_if = "Option::is_none")]
    format_registry: Option<FormatRegistry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ObjectCharacteristics<'a> {
    fixity: [Fixity<'a>; 1],
    size: u64,
    format: [Format; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContentLocation {
    content_location_type: &'static str,
    content_location_value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Storage {
    content_location: ContentLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RelatedObjectIdentifier<'a> {
    related_object_identifier_type: &'static str,
    related_object_identifier_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RelatedEventIdentifier<'a> {
    related_event_identifier_type: &'static str,
    related_event_identifier_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Relationship<'a> {
    relationship_type: &'static str,
    relationship_sub_type: &'static str,
    related_object_identifier: [RelatedObjectIdentifier<'a>; 1],
    related_event_identifier: [RelatedEventIdentifier<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Object<'a> {
    object_identifier: [ObjectIdentifier<'a>; 1],
    object_category: &'static str,
    object_characteristics: [ObjectCharacteristics<'a>; 1],
    storage: [Storage; 1],
    relationship: [Relationship<'a>; 1],
}

impl<'a> Object<'a> {
    pub fn new(
        id: &'a str,
        output: &'a Output,
        facts: &FormatFacts,
        source: &Identifier<'a>,
        event: &'a str,
    ) -> Self {
        let fixity = Fixity {
            message_digest_algorithm: "SHA-256",
            message_digest: &output.sha256,
            message_digest_originator: "offprint",
        };
        let format = Format {
            format_designation: FormatDesignation {
                format_name: facts.long_name,
                format_version: facts.version,
            },
            format_registry: facts.puid.map(|puid| FormatRegistry {
                format_registry_name: "PRONOM",
                format_registry_key: puid,
                format_registry_role: "specification",
            }),
        };
        let location = if output.is_line {
            ContentLocation {
                content_location_type: "path and byte offset",
                content_location_value: format!("{}#{}", output.path, output.offset),
            }
        } else {
            ContentLocation { content_location_type: "path", content_location_value: output.path.clone() }
        };
        Self {
            object_identifier: [ObjectIdentifier {
                object_identifier_type: "UUID",
                object_identifier_value: id,
            }],
            object_category: if output.is_line { "bitstream" } else { "file" },
            object_characteristics: [ObjectCharacteristics {
                fixity: [fixity],
                size: output.bytes,
                format: [format],
            }],
            storage: [Storage { content_location: location }],
            relationship: [Relationship {
                relationship_type: "derivation",
                relationship_sub_type: "has source",
                related_object_identifier: [RelatedObjectIdentifier {
                    related_object_identifier_type: source.kind,
                    related_object_identifier_value: source.value,
                }],
                related_event_identifier: [RelatedEventIdentifier {
                    related_event_identifier_type: "UUID",
                    related_event_identifier_value: event,
                }],
            }],
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventIdentifier<'a> {
    event_identifier_type: &'static str,
    event_identifier_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventDetailInformation<'a> {
    event_detail: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventOutcomeDetail {
    event_outcome_detail_note: String,
}

/// eventOutcomeInformation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome {
    event_outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_outcome_detail: Option<[EventOutcomeDetail; 1]>,
}

impl Outcome {
    pub fn success() -> Self {
        Self { event_outcome: "success", event_outcome_detail: None }
    }

    pub fn fail(note: String) -> Self {
        let detail = EventOutcomeDetail { event_outcome_detail_note: note };
        Self { event_outcome: "fail", event_outcome_detail: Some([detail]) }
    }
}

/// linkingAgentIdentifier.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkedAgent<'a> {
    linking_agent_identifier_type: &'static str,
    linking_agent_identifier_value: &'a str,
    linking_agent_role: [&'static str; 1],
}

impl<'a> LinkedAgent<'a> {
    pub fn executing(id: &'a str) -> Self {
        Self {
            linking_agent_identifier_type: "local",
            linking_agent_identifier_value: id,
            linking_agent_role: ["executing program"],
        }
    }
}

/// linkingObjectIdentifier.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkedObject<'a> {
    linking_object_identifier_type: &'static str,
    linking_object_identifier_value: &'a str,
    linking_object_role: [&'static str; 1],
}

impl<'a> LinkedObject<'a> {
    pub fn of(identifier: &Identifier<'a>, role: &'static str) -> Self {
        Self {
            linking_object_identifier_type: identifier.kind,
            linking_object_identifier_value: identifier.value,
            linking_object_role: [role],
        }
    }

    pub fn uuid(id: &'a str, role: &'static str) -> Self {
        Self::of(&Identifier::new("UUID", id), role)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    event_identifier: EventIdentifier<'a>,
    event_type: &'static str,
    event_date_time: &'a str,
    event_detail_information: [EventDetailInformation<'a>; 1],
    event_outcome_information: [Outcome; 1],
    linking_agent_identifier: [LinkedAgent<'a>; 1],
    linking_object_identifier: Vec<LinkedObject<'a>>,
}

impl<'a> Event<'a> {
    pub fn new(
        id: &'a str,
        kind: &'static str,
        date: &'a str,
        outcome: Outcome,
        detail: &'a str,
        agent: LinkedAgent<'a>,
        objects: Vec<LinkedObject<'a>>,
    ) -> Self {
        Self {
            event_identifier: EventIdentifier { event_identifier_type: "UUID", event_identifier_value: id },
            event_type: kind,
            event_date_time: date,
            event_detail_information: [EventDetailInformation { event_detail: detail }],
            event_outcome_information: [outcome],
            linking_agent_identifier: [agent],
            linking_object_identifier: objects,
        }
    }
}
